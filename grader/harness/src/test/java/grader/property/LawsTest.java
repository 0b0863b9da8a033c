package grader.property;

import static grader.property.FakeNetwork.INPUTS;
import static grader.property.FakeNetwork.changing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right network obeys every law, and a mistake breaks exactly those that it touches. */
class LawsTest {
  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(1e-6, 1e-6);
  private static final Inputs NUMBERS = new Inputs(INPUTS);

  static List<Law> laws() {
    return Laws.ALL;
  }

  private static CheckResult judge(String law, FakeNetwork network) {
    return judge(Laws.of(law), network);
  }

  private static CheckResult judge(Law law, FakeNetwork network) {
    return law.judge(
        NUMBERS, law.requests(NUMBERS).stream().map(network::answer).toList(), TOLERANCE);
  }

  private static Set<String> broken(FakeNetwork network) {
    return Laws.ALL.stream()
        .filter(law -> judge(law, network).verdict() != Verdict.PASSED)
        .map(Law::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertWrong(String message, CheckResult result) {
    assertEquals(Verdict.WRONG_ANSWER, result.verdict(), result::message);
    assertTrue(result.message().startsWith(message), result::message);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void holdsForARightNetwork(Law law) {
    assertEquals(CheckResult.PASSED, judge(law, new FakeNetwork()));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfGradientsThatAreZeroEverywhere(Law law) {
    FakeNetwork zeros = changing("dJdb1", tensor -> Combination.scaled(0, tensor));
    assertEquals(
        new CheckResult(
            Verdict.WRONG_ANSWER, "dJdb1 is zero everywhere, of which no law says anything"),
        judge(law, zeros));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfGradientsThatAreTheSameNumberEverywhere(Law law) {
    FakeNetwork ones = changing("dJdb2", tensor -> Tensor.vector(1, 1));
    assertWrong("dJdb2 is the same number everywhere", judge(law, ones));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfAnInputThatIsReturned(Law law) {
    FakeNetwork copying = changing("dJdW1", tensor -> FakeNetwork.tensor(INPUTS.tensors(), "W1"));
    assertWrong("dJdW1 is a copy of W1", judge(law, copying));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfAGradientThatIsTheSameWhateverIsAsked(Law law) {
    FakeNetwork fixed = changing("dJdb1", tensor -> Tensor.vector(1, -2, 3));
    assertEquals(Verdict.WRONG_ANSWER, judge(law, fixed).verdict());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfInputsInAnotherOrder(Law law) {
    FakeNetwork copying =
        changing("dJdW2", tensor -> Tensor.of(new int[] {2, 3}, reversedValues("W2")));
    assertWrong("dJdW2 is a copy of W2", judge(law, copying));
  }

  private static double[] reversedValues(String name) {
    double[] values = FakeNetwork.tensor(INPUTS.tensors(), name).toArray();
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void numbersThatAreOthersEachTimeAreNoAnswerThatCouldBeUntouched() {
    Random random = new Random(1);
    FakeNetwork dice =
        changing("dJdb1", tensor -> Tensor.vector(random.nextDouble(), random.nextDouble(), 1));
    for (String law : List.of("inputs-untouched", "parameters-untouched")) {
      assertWrong("the same network gives another answer to the same question", judge(law, dice));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfNumbersThatAreNotFinite(Law law) {
    FakeNetwork broken = changing("dJdb2", tensor -> Tensor.vector(1, Double.NaN));
    assertWrong("dJdb2[1] is NaN", judge(law, broken));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void saysNothingOfAWrongShape(Law law) {
    FakeNetwork transposed =
        changing("dJdW2", tensor -> Tensor.of(new int[] {3, 2}, tensor.toArray()));
    assertEquals(
        new CheckResult(Verdict.WRONG_SHAPE, "dJdW2: expected shape 2 × 3, got 3 × 2"),
        judge(law, transposed));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void anAnswerThatIsMissingIsTheGradersFault(Law law) {
    List<CaseRequest> requests = law.requests(NUMBERS);
    CheckResult result =
        law.judge(
            NUMBERS, requests.stream().map(each -> Map.<String, Tensor>of()).toList(), TOLERANCE);
    assertEquals(Verdict.GRADER_ERROR, result.verdict());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void asksWithTheSettingsOfTheCase(Law law) {
    for (CaseRequest request : law.requests(NUMBERS)) {
      assertEquals(INPUTS.attributes(), request.attributes());
    }
  }

  @Test
  void predictionsOfZerosAreNoAnswerEither() {
    FakeNetwork zeros = changing("yHat", tensor -> Combination.scaled(0, tensor));
    assertTrue(
        broken(zeros)
            .containsAll(
                Set.of(
                    "inputs-untouched",
                    "parameters-untouched",
                    "same-answer-twice",
                    "instances-independent",
                    "another-batch-size",
                    "batch-permutation",
                    "batch-duplication",
                    "central-differences")));
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void anArgumentThatIsChangedIsNamed(String name, String after) {
    FakeNetwork writing = writing(name + " after " + after);
    assertWrong(
        "" + after + " changed " + name + "; " + name + "[1][1] was ",
        judge("inputs-untouched", writing));
    assertEquals(Set.of("inputs-untouched"), broken(writing));
  }

  static List<Arguments> arguments() {
    return List.of(
        Arguments.of("x", "forward"),
        Arguments.of("x", "backward"),
        Arguments.of("dJdyHat", "backward"),
        Arguments.of("y", "mseLoss"),
        Arguments.of("yHat", "mseLoss"),
        Arguments.of("y", "bceLoss"),
        Arguments.of("yHat", "bceLoss"));
  }

  /** Adds the smallest bit to one element. */
  private static FakeNetwork writing(String changed) {
    return new FakeNetwork() {
      @Override
      Tensor left(String name, Tensor sent) {
        double[] values = sent.toArray();
        int place = Math.min(3, values.length - 1);
        values[place] = name.equals(changed) ? Math.nextUp(values[place]) : values[place];
        return Tensor.of(sent.shape(), values);
      }
    };
  }

  @Test
  void aParameterThatIsChangedIsNamed() {
    for (String method : List.of("forward", "backward")) {
      for (String name : Inputs.PARAMETERS) {
        FakeNetwork writing = writing(name + " after " + method);
        assertWrong(
            "" + method + " changed " + name + "; " + name + "[",
            judge("parameters-untouched", writing));
        assertEquals(Set.of("parameters-untouched"), broken(writing));
      }
    }
  }

  @Test
  void aParameterOfAnotherShapeIsAWrongShape() {
    FakeNetwork reshaping =
        new FakeNetwork() {
          @Override
          Tensor left(String name, Tensor sent) {
            return name.equals("b1 after backward") ? Tensor.vector(1) : sent;
          }
        };
    assertEquals(Verdict.WRONG_SHAPE, judge("parameters-untouched", reshaping).verdict());
  }

  @Test
  void whatIsKeptBetweenTwoRoundsIsSeen() {
    FakeNetwork keeping =
        new FakeNetwork() {
          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            return name.equals("dJdW2") ? Combination.scaled(round, right) : right;
          }
        };
    assertWrong(
        "the same network gives another answer to the same question after"
            + " clearGradAndCache: is something kept?; dJdW2: expected ",
        judge("same-answer-twice", keeping));
    assertEquals(Set.of("another-batch-size", "same-answer-twice"), broken(keeping));
  }

  @Test
  void whatIsKeptOfAnEarlierForwardIsSeen() {
    for (String kept : List.of("yHat.2", "dJdb1.2")) {
      FakeNetwork keeping =
          new FakeNetwork() {
            @Override
            void laterForward(Map<String, Tensor> returned) {
              returned.computeIfPresent(kept, (name, right) -> Combination.scaled(2, right));
            }
          };
      assertWrong("after a forward on other samples, ", judge("same-answer-twice", keeping));
      assertEquals(Set.of("same-answer-twice"), broken(keeping));
    }
  }

  private static FakeNetwork secondBackward(double factor) {
    return new FakeNetwork() {
      @Override
      Tensor secondBackward(Tensor gradient) {
        return Combination.scaled(factor, gradient);
      }
    };
  }

  @Test
  void aSecondBackwardMayOverwriteOrAccumulateAndNothingElse() {
    assertEquals(Set.of(), broken(secondBackward(1)));
    assertEquals(Set.of(), broken(secondBackward(2)));
    assertEquals(Set.of("same-answer-twice"), broken(secondBackward(3)));
    assertWrong(
        "a second backward after the same forward gives neither",
        judge("same-answer-twice", secondBackward(0)));
  }

  @Test
  void whatTwoNetworksShareIsSeenInEither() {
    for (String shared : List.of("yHat.1", "dJdW1.2")) {
      FakeNetwork sharing =
          new FakeNetwork() {
            @Override
            void interleave(Map<String, Tensor> returned) {
              returned.computeIfPresent(shared, (name, right) -> Combination.scaled(2, right));
            }
          };
      assertTrue(judge("instances-independent", sharing).message().contains("something static?"));
      assertEquals(Set.of("instances-independent"), broken(sharing));
    }
  }

  @Test
  void aRememberedBatchSizeIsSeen() {
    FakeNetwork remembering =
        new FakeNetwork() {
          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            return name.equals("dJdW1")
                ? Combination.scaled((double) previous / batch, right)
                : right;
          }
        };
    assertWrong(
        "after a batch of 5, a batch of 2 gives another answer than on a new"
            + " network: is something remembered?; dJdW1: expected ",
        judge("another-batch-size", remembering));
    assertEquals(Set.of("another-batch-size"), broken(remembering));
  }

  @Test
  void samplesOfTheFirstBatchThatAreKeptForTheNextAreSeen() {
    FakeNetwork keeping =
        new FakeNetwork() {
          @Override
          Tensor kept(Tensor x, Tensor first) {
            return first.extent(0) < x.extent(0) ? x : first;
          }
        };
    assertWrong(
        "after a batch of 5, a batch of 2 gives another answer than on a new"
            + " network: is something remembered?; dJdW1: expected ",
        judge("another-batch-size", keeping));
    assertEquals(Set.of("another-batch-size"), broken(keeping));
  }

  @Test
  void parametersThatAreKeptWhenTheyAreReplacedAreSeen() {
    FakeNetwork keeping =
        new FakeNetwork() {
          @Override
          boolean keepsParameters() {
            return true;
          }
        };
    assertWrong(
        "after a batch of 5, a batch of 2 gives another answer than on a new"
            + " network: is something remembered?; yHat: expected ",
        judge("another-batch-size", keeping));
    assertEquals(Set.of("another-batch-size", "central-differences"), broken(keeping));
  }

  @Test
  void aSizeThatIsRememberedForTheNextBatchAloneIsSeen() {
    FakeNetwork remembering =
        new FakeNetwork() {
          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            return round == 3 && name.equals("yHat") ? Combination.scaled(2, right) : right;
          }
        };
    assertWrong(
        "after a batch of 2, a batch of 5 gives another answer than before",
        judge("another-batch-size", remembering));
  }

  @Test
  void aLargerBatchThanTheFirstIsTriedToo() {
    FakeNetwork holding =
        new FakeNetwork() {
          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            return round == 2 && batch > previous ? Combination.scaled(2, right) : right;
          }
        };
    assertWrong(
        "after a batch of 2, a batch of 5 gives another answer than on a new network",
        judge("another-batch-size", holding));
    assertEquals(Set.of("another-batch-size"), broken(holding));
  }

  @Test
  void anAnswerThatDependsOnTheOrderOfTheSamplesBreaksThePermutation() {
    // Reversing a batch does not reverse this: the first row is the one that counts.
    FakeNetwork ordered =
        changing(
            "yHat",
            right -> {
              double[] values = right.toArray();
              values[0] += 1;
              return Tensor.of(right.shape(), values);
            });
    assertWrong(
        "with the samples in another order, yHat is not in that order; yHat: ",
        judge("batch-permutation", ordered));
    assertEquals(Set.of("batch-duplication", "batch-permutation"), broken(ordered));
  }

  @Test
  void aMeanOverTheBatchBreaksTheDuplication() {
    FakeNetwork averaging =
        new FakeNetwork() {
          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            return name.equals("dJdb1") ? Combination.scaled(1.0 / batch, right) : right;
          }
        };
    assertWrong(
        "with every sample twice, a gradient is not doubled: does backward"
            + " divide by the batch size?; dJdb1: expected ",
        judge("batch-duplication", averaging));
    assertEquals(Set.of("batch-duplication", "central-differences"), broken(averaging));
  }

  @Test
  void parametersKeptFromTheFirstForwardBreakTheCentralDifferencesAlone() {
    FakeNetwork keeping =
        new FakeNetwork() {
          private Tensor first = Tensor.scalar(0);

          @Override
          Tensor change(String name, Tensor right, int round, int batch, int previous) {
            if (!name.equals("yHat")) {
              return right;
            }
            first = round == 1 ? right : first;
            return first.hasShapeOf(right) ? first : right;
          }
        };
    assertWrong(
        "forward returns the same yHat after parameters is replaced",
        judge("central-differences", keeping));
    assertEquals(Set.of("central-differences"), broken(keeping));
  }

  @Test
  void aSquareBreaksTheLinearity() {
    FakeNetwork squaring =
        changing(
            "dJdb2",
            right -> Tensor.vector(right.get(0) * right.get(0), right.get(1) * right.get(1)));
    assertWrong(
        "backward(2·d − e) is not 2·backward(d) − backward(e)", judge("linearity", squaring));
  }

  @Test
  void aConstantFactorInBackwardBreaksTheCentralDifferencesAlone() {
    for (String name : Answer.GRADIENTS) {
      FakeNetwork doubling = changing(name, right -> Combination.scaled(2, right));
      assertEquals(Set.of("central-differences"), broken(doubling));
      CheckResult result = judge("central-differences", doubling);
      assertWrong(
          "backward is not the derivative of the submission's own forward; "
              + name
              + " along direction 1: ",
          result);
    }
  }

  @Test
  void everyLawHasANameOfItsOwn() {
    assertEquals(
        List.of(
            "inputs-untouched",
            "parameters-untouched",
            "same-answer-twice",
            "instances-independent",
            "another-batch-size",
            "batch-permutation",
            "batch-duplication",
            "linearity",
            "central-differences"),
        Laws.ids());
    assertThrows(IllegalArgumentException.class, () -> Laws.of("law-of-gravity"));
  }
}
