package grader.diagnosis;

import grader.cases.MessageFile;
import grader.cases.PreparedCase;
import grader.cases.PreparedCaseFile;
import grader.cases.PreparedCaseFile.Use;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What known mistakes answer to the small questions of prepared cases, kept in files from one run
 * to the next: to compute it takes as long as half of a diagnosis, and gives the same every time.
 *
 * <p>Nearly every mistake is tried on a few questions in vain: a file per question has what all of
 * them answer to it ({@link KeptAnswers}). The others are tried on all questions: a file per
 * mistake has what it answers to each of them, and one per operation what is right ({@link
 * AnswersOfMistakes}).
 *
 * <p>A file is a sequence of the protocol's messages, of which the first says which build of the
 * grader wrote it. Only for speed: what another build wrote is not used, nor is what belongs to
 * other numbers, or cannot be read.
 *
 * @param folder owned by whoever installed the grader, and readable by nobody else: its files hold
 *     right answers, too
 * @param grader names the build of the grader
 * @param use whether this run writes the files before it reads them
 */
public record PreparedAlternatives(@Nullable Path folder, String grader, Use use) {
  /** Questions of more numbers than this are hardly ever tried first. */
  private static final int TRIED_FIRST = 400;

  private static final String CONTENT = "prepared-alternatives";

  /** In place of a mistake's key, before the operation: the steps of a case have one number. */
  private static final String WITHOUT_MISTAKE = "right-";

  /** What belongs to a file of prepared cases; nothing when there is none. */
  public static PreparedAlternatives beside(PreparedCaseFile cases) {
    Path file = cases.file();
    return new PreparedAlternatives(
        file == null ? null : file.resolveSibling(CONTENT), cases.grader(), cases.use());
  }

  /**
   * The same alternatives, of which those that are in the files need not be computed.
   *
   * @param computed answers whatever is not in the files
   */
  public Alternatives over(Alternatives computed) {
    return folder == null ? computed : new Kept(folder, computed);
  }

  /** What is in the files, and what is not. */
  private final class Kept implements Alternatives {
    private final Path files;
    private final Alternatives computed;
    private final AnswersOfMistakes ofMistakes;

    /** Of the parts that somebody has asked for. */
    private final Map<Part, List<Alternative>> byPart = new EnumMap<>(Part.class);

    /** Of the parts of which a question has answers of most of the mistakes. */
    private final Map<Part, Map<String, Integer>> places = new EnumMap<>(Part.class);

    Kept(Path files, Alternatives computed) {
      this.files = files;
      this.computed = computed;
      this.ofMistakes = new AnswersOfMistakes(name -> file(files, name).read());
    }

    @Override
    public List<Alternative> of(Part part) {
      List<Alternative> ofPart = byPart.get(part);
      if (ofPart == null) {
        ofPart = computed.of(part);
        byPart.put(part, ofPart);
      }
      return ofPart;
    }

    @Override
    public Question question(Set<String> common, CaseRequest request) {
      return common.isEmpty()
          ? new KeptQuestion(request, file(files, name(request)), this)
          : computed.question(common, request);
    }

    Map<String, Integer> places(Part part) {
      Map<String, Integer> ofPart = places.get(part);
      if (ofPart == null) {
        ofPart = KeptAnswers.places(of(part));
        places.put(part, ofPart);
      }
      return ofPart;
    }
  }

  /** A question of which nothing is read or computed until it is needed. */
  private static final class KeptQuestion implements Alternatives.Question {
    private final CaseRequest request;
    private final MessageFile file;
    private final Kept kept;

    /** Null until most of the mistakes are wanted. */
    private @Nullable KeptAnswers ofQuestion;

    private @Nullable Boolean isOfMistakes;
    private Alternatives.@Nullable Question others;

    KeptQuestion(CaseRequest request, MessageFile file, Kept kept) {
      this.request = request;
      this.file = file;
      this.kept = kept;
    }

    @Override
    public void prefetch() {
      if (ofQuestion == null) {
        ofQuestion = read();
      }
    }

    /** None when the file does not hold answers to this very question. */
    private KeptAnswers read() {
      List<Message> messages = file.read();
      return messages.size() == 2
              && messages.get(0) instanceof CaseRequest asked
              && messages.get(1) instanceof CaseRequest answers
              && Observations.isSame(asked, request)
          ? KeptAnswers.of(answers, kept.places(Observations.part(request)))
          : KeptAnswers.NONE;
    }

    @Override
    public Map<String, Tensor> answer(Set<String> mistakes) {
      Map<String, Tensor> answer =
          ofQuestion == null ? ofMistake(mistakes) : ofQuestion.of(mistakes);
      if (answer != null) {
        return answer;
      }
      if (others == null) {
        others = kept.computed.question(Set.of(), request);
      }
      if (ofQuestion != null) {
        // There is no file, or several mistakes are tried at once.
        others.prefetch();
      }
      return others.answer(mistakes);
    }

    private @Nullable Map<String, Tensor> ofMistake(Set<String> mistakes) {
      if (mistakes.size() > 1) {
        return null;
      }
      if (isOfMistakes == null) {
        isOfMistakes = kept.ofMistakes.isOf(request);
      }
      String key =
          mistakes.isEmpty() ? WITHOUT_MISTAKE + request.operation() : mistakes.iterator().next();
      return isOfMistakes ? kept.ofMistakes.of(key, request.number()) : null;
    }
  }

  /**
   * Write the files when this run is to record them.
   *
   * @param cases properties among them are left out
   * @throws IOException when a file cannot be written; an old one is then as it was
   */
  public void record(Collection<PreparedCase> cases, Alternatives alternatives) throws IOException {
    if (folder == null || use != Use.RECORD) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      // createTempDirectory: as its files, it is readable by its owner alone.
      Files.move(Files.createTempDirectory(folder.toAbsolutePath().getParent(), CONTENT), folder);
    }
    AnswersOfMistakes.Recorder ofMistakes = new AnswersOfMistakes.Recorder();
    for (PreparedCase each : cases) {
      if (each.inquiry() == null) {
        record(folder, each, alternatives, ofMistakes);
      }
    }
    for (Map.Entry<String, List<Message>> each : ofMistakes.files().entrySet()) {
      file(folder, each.getKey()).write(each.getValue());
    }
  }

  private void record(
      Path files,
      PreparedCase prepared,
      Alternatives alternatives,
      AnswersOfMistakes.Recorder ofMistakes)
      throws IOException {
    // Not what a case file expects, which may be rounded: what is right to the last digit.
    Map<String, Tensor> returned = new LinkedHashMap<>();
    for (Part part : Observations.parts(prepared)) {
      CaseRequest question = Observations.question(prepared, part, returned);
      if (question == null) {
        continue;
      }
      Alternatives.Question asked = alternatives.question(Set.of(), question);
      asked.prefetch();
      Map<String, Tensor> right = asked.answer(Set.of());
      returned.putAll(right);
      if (!Observations.isSmall(question)) {
        continue;
      }
      KeptAnswers.Recorder ofQuestion =
          new KeptAnswers.Recorder(KeptAnswers.places(alternatives.of(part)), right);
      ofMistakes.addQuestion(question);
      ofMistakes.addAnswer(WITHOUT_MISTAKE + question.operation(), question.number(), right);
      for (Alternative each : alternatives.of(part)) {
        Map<String, Tensor> answer = asked.answer(Set.of(each.key()));
        ofQuestion.add(each.key(), answer);
        ofMistakes.addAnswer(each.key(), question.number(), answer);
      }
      if (Observations.size(question) <= TRIED_FIRST) {
        file(files, name(question)).write(List.of(question, ofQuestion.message()));
      }
    }
  }

  private MessageFile file(Path files, String name) {
    return new MessageFile(
        files.resolve(name), new CaseRequest(0, CONTENT, Map.of("grader", grader), Map.of()));
  }

  /** The steps of a case are asked under one number. */
  private static String name(CaseRequest question) {
    return question.number() + "-" + question.operation();
  }
}
