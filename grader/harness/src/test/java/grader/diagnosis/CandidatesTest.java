package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.checking.Tolerance;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Mistakes of which each adds something of its own to the answers of some of twelve cases. */
class CandidatesTest {
  private static final int CASES = 12;
  private static final int SIZE = 9;

  /** By the key, in which cases it is seen and what it adds: no multiple of anything else. */
  private final Map<String, Effect> effects = new LinkedHashMap<>();

  private final Map<Set<String>, Set<String>> inVain = new HashMap<>();

  /** By the key, the mistake where which is seen it does nothing. */
  private final Map<String, String> covers = new HashMap<>();

  /** What was asked for: mistakes and the number of the case. */
  private final List<String> asked = new ArrayList<>();

  /** The same by the mistakes that it was asked beside. */
  private final List<String> askedBeside = new ArrayList<>();

  /** The mistakes of forward. */
  private final Set<String> known = new HashSet<>();

  /** What gives all answers of another quantity. */
  private final Set<String> elsewhere = new HashSet<>();

  private record Effect(IntPredicate cases, int seed) {}

  private final Alternatives alternatives =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return part != Part.BACKWARD
              ? List.of()
              : effects.keySet().stream()
                  .map(key -> new Alternative(key, Part.BACKWARD, Set.of("dJdW1")))
                  .toList();
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> {
            asked.add(mistakes + " " + request.number());
            askedBeside.add(common + " " + mistakes);
            Set<String> all = new HashSet<>(common);
            all.addAll(mistakes);
            return Map.of("dJdW1", answer((int) request.number(), all));
          };
        }
      };

  private static double[] values(int seed) {
    double[] values = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = Math.sin(1 + seed * (i + 2.0));
    }
    return values;
  }

  private Tensor answer(int number, Set<String> mistakes) {
    double[] answer = values(100 + number);
    effects.forEach(
        (key, effect) -> {
          double[] added = values(effect.seed());
          Effect cover = effects.get(covers.get(key));
          boolean isCovered =
              cover != null && mistakes.contains(covers.get(key)) && cover.cases().test(number);
          boolean isMade = mistakes.contains(key) && !isCovered && effect.cases().test(number);
          for (int i = 0; i < SIZE && isMade; i++) {
            answer[i] += added[i];
          }
        });
    return Tensor.of(new int[] {3, 3}, answer);
  }

  private static boolean isEven(int number) {
    return number % 2 == 0;
  }

  private static boolean isOdd(int number) {
    return number % 2 != 0;
  }

  /** What is found for a submission that makes these mistakes. */
  private List<Candidate> found(String... mistakes) {
    Set<String> made = new HashSet<>(known);
    made.addAll(List.of(mistakes));
    List<Observation> wrong = new ArrayList<>();
    List<Observation> right = new ArrayList<>();
    for (int number = 0; number < CASES; number++) {
      Tensor any = Tensor.of(new int[] {3, 3}, values(number + 1));
      Observation each =
          new Observation(
              "case-" + number,
              Part.BACKWARD,
              "dJdW1",
              new CaseRequest(number, "backward", Map.of(), Map.of("y", any)),
              answer(number, made),
              answer(number, known),
              true,
              new Tolerance.Elementwise(1e-4, 1e-6, null),
              true);
      (each.isWrong() ? wrong : right).add(each);
    }
    Predictions predictions = new Predictions(alternatives);
    asked.clear();
    askedBeside.clear();
    Candidates candidates =
        Candidates.withOneMistake(
            new QuantityAnswers(predictions, "dJdW1", wrong, right, known),
            new FirstTrials(predictions, known),
            predictions.alternatives(Part.BACKWARD, "dJdW1"));
    candidates.addSecondMistakes(elsewhere, inVain);
    return candidates.bestFirst();
  }

  private List<String> askedOf(String... mistakes) {
    Set<String> keys = Set.of(mistakes);
    return asked.stream()
        .filter(each -> keys.stream().allMatch(each::contains))
        .filter(each -> each.split(",", -1).length == keys.size())
        .toList();
  }

  @Test
  void twoMistakesThatEachGiveAPartOfTheAnswersAreFoundTogether() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    effects.put("other", new Effect(CandidatesTest::isOdd, 33));
    Candidate best = found("even", "odd").get(0);
    assertEquals(Set.of("even", "odd"), best.mistakes());
    assertEquals(CASES, best.given().size());
    assertTrue(best.factor().isOne());
  }

  @Test
  void theFirstOfTwoMistakesIsTheOneThatGivesMoreAndNotTheOneThatIsTriedFirst() {
    effects.put("few", new Effect(number -> isEven(number) && number < 6, 31));
    effects.put("as few", new Effect(number -> isEven(number) && number < 7 && number > 1, 31));
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    assertEquals(Set.of("even", "odd"), found("even", "odd").get(0).mistakes());
  }

  @Test
  void aThirdMistakeInAQuarterOfTheAnswersLeavesTwoToBeFound() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    effects.put("late", new Effect(number -> number > 9, 34));
    Candidate best = found("even", "odd", "late").get(0);
    assertEquals(Set.of("even", "odd"), best.mistakes());
    assertEquals(CASES - 2, best.given().size());
  }

  @Test
  void ofSecondMistakesThatAnswerAlikeAloneOneIsComputed() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    effects.put("other", new Effect(CandidatesTest::isOdd, 33));
    effects.put("alike", new Effect(CandidatesTest::isOdd, 33));
    found("even", "odd");
    assertTrue(askedOf("even", "other").size() > 1, asked::toString);
    assertEquals(List.of(), askedOf("even", "alike"));
  }

  @Test
  void aSecondMistakeOfAnotherQuantityIsTriedFirstAndTheOthersOnlyIfItDoesNotGiveTheRest() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("other", new Effect(CandidatesTest::isOdd, 33));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    elsewhere.add("odd");
    assertEquals(Set.of("even", "odd"), found("even", "odd").get(0).mistakes());
    assertEquals(List.of(), askedOf("even", "other"));
    elsewhere.clear();
    elsewhere.add("other");
    assertEquals(Set.of("even", "odd"), found("even", "odd").get(0).mistakes());
    assertTrue(askedOf("even", "other").size() > 1, asked::toString);
  }

  @Test
  void besideAWrongForwardNothingIsComputedOfWhatDoesNotGiveAnAnswerThatForwardDoesNotTouch() {
    effects.put("forward", new Effect(CandidatesTest::isEven, 30));
    effects.put("wrong", new Effect(number -> true, 31));
    effects.put("other", new Effect(number -> true, 32));
    effects.put("nothing", new Effect(number -> false, 33));
    known.add("forward");
    assertEquals(Set.of("wrong"), found("wrong").get(0).mistakes());
    assertTrue(askedBeside.contains("[] [other]"), askedBeside::toString);
    assertTrue(askedBeside.contains("[forward] [wrong]"), askedBeside::toString);
    assertFalse(askedBeside.contains("[forward] [other]"), askedBeside::toString);
    assertFalse(askedBeside.contains("[forward] [nothing]"), askedBeside::toString);
  }

  @Test
  void whereForwardTouchesEveryAnswerAllAreComputedBesideItAndTheFirstThatTheyChangeDecides() {
    effects.put("forward", new Effect(number -> true, 30));
    effects.put("wrong", new Effect(number -> true, 31));
    effects.put("other", new Effect(number -> true, 32));
    known.add("forward");
    assertEquals(Set.of("wrong"), found("wrong").get(0).mistakes());
    assertTrue(askedBeside.contains("[forward] [other]"), askedBeside::toString);
    effects.put("as wrong", new Effect(number -> true, 33));
    assertEquals(List.of(), found("wrong", "as wrong"));
    assertEquals(1, Collections.frequency(askedBeside, "[forward] [other]"), askedBeside::toString);
  }

  @Test
  void whatGivesSomethingElseWhereForwardIsUntouchedIsNotComputedBesideItThoughNothingIsFound() {
    effects.put("forward", new Effect(CandidatesTest::isEven, 30));
    effects.put("wrong", new Effect(number -> true, 31));
    effects.put("as wrong", new Effect(number -> true, 32));
    effects.put("other", new Effect(number -> true, 33));
    effects.put("even", new Effect(CandidatesTest::isEven, 34));
    known.add("forward");
    assertEquals(List.of(), found("wrong", "as wrong"));
    assertTrue(askedBeside.contains("[] [other]"), askedBeside::toString);
    assertFalse(askedBeside.contains("[forward] [other]"), askedBeside::toString);
    // What does nothing there may be seen elsewhere.
    assertTrue(askedBeside.contains("[forward] [even]"), askedBeside::toString);
  }

  @Test
  void besideAWrongForwardASecondMistakeIsOneThatAnotherQuantityShows() {
    effects.put("forward", new Effect(number -> true, 30));
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    known.add("forward");
    assertEquals(1, found("even", "odd").get(0).mistakes().size());
    elsewhere.add("odd");
    elsewhere.add("even");
    assertEquals(Set.of("even", "odd"), found("even", "odd").get(0).mistakes());
  }

  @Test
  void whatSpoilsWhatTheFirstGivesIsTriedOnlyWhereNoOtherGivesAllAndEndsAtOnce() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("everywhere", new Effect(number -> true, 33));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    effects.put("late", new Effect(number -> number > 9, 34));
    found("even", "odd");
    assertEquals(List.of(), askedOf("even", "everywhere"));
    found("even", "odd", "late");
    assertEquals(1, askedOf("even", "everywhere").size(), asked::toString);
  }

  @Test
  void whatDidNotGiveAnotherQuantityBesideTheSameMistakeIsNotTriedAgain() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("odd", new Effect(CandidatesTest::isOdd, 32));
    effects.put("other", new Effect(CandidatesTest::isOdd, 33));
    effects.put("nothing", new Effect(number -> false, 34));
    found("even", "odd");
    // What changes nothing here may be seen in the other quantity.
    assertEquals(Set.of("other"), inVain.get(Set.of("even")));
    inVain.put(Set.of("even"), new HashSet<>(Set.of("odd")));
    inVain.put(Set.of("odd"), new HashSet<>(Set.of("even")));
    assertEquals(Set.of("even"), found("even", "odd").get(0).mistakes());
  }

  /** As a mistake of the sigmoid is where no activation is applied. */
  @Test
  void aSecondMistakeMayDoNothingWhereTheFirstCoversIt() {
    effects.put("even", new Effect(CandidatesTest::isEven, 31));
    effects.put("covered", new Effect(number -> true, 33));
    covers.put("covered", "even");
    assertEquals(Set.of("even", "covered"), found("even", "covered").get(0).mistakes());
  }

  @Test
  void whereOneMistakeGivesAllTheOthersEndWhenTheyCannotBeNamedAnyMore() {
    effects.put("all", new Effect(number -> true, 31));
    effects.put("some", new Effect(number -> number < 3, 31));
    List<Candidate> found = found("all");
    assertEquals(Set.of("all"), found.get(0).mistakes());
    assertEquals(1, found.size());
    assertEquals(CASES, askedOf("all").size());
    // It gives the three that are tried first, and then has to give nine.
    assertEquals(3 + 4, askedOf("some").size(), asked::toString);
  }
}
