package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.cases.PreparedCaseFile;
import grader.cases.PreparedCaseFile.Use;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What known mistakes answer to the small questions of prepared cases, kept in files from one run
 * to the next: nearly every mistake is tried on a few of these in vain, which takes as long as half
 * of a diagnosis, and gives the same every time.
 *
 * <p>A file per question, since a diagnosis asks few. It is a sequence of the protocol's requests:
 * one that says which build of the grader wrote it, the question, and the answers. Only for speed:
 * what another build wrote is not used, nor is what belongs to other numbers, or cannot be read.
 *
 * @param folder owned by whoever installed the grader, and readable by nobody else: its files hold
 *     right answers, too
 * @param grader names the build of the grader
 * @param use whether this run writes the files before it reads them
 */
public record PreparedAlternatives(@Nullable Path folder, String grader, Use use) {
  /** Questions of more numbers than this are hardly ever tried first. */
  private static final int SMALL = 200;

  private static final String CONTENT = "prepared-alternatives";

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

    Kept(Path files, Alternatives computed) {
      this.files = files;
      this.computed = computed;
    }

    @Override
    public List<Alternative> all() {
      return computed.all();
    }

    @Override
    public Question question(Set<String> common, CaseRequest request) {
      return common.isEmpty()
          ? new KeptQuestion(file(files, request), request, computed)
          : computed.question(common, request);
    }
  }

  /** A question of which nothing is read or computed until it is needed. */
  private final class KeptQuestion implements Alternatives.Question {
    private final Path file;
    private final CaseRequest request;
    private final Alternatives computed;
    private @Nullable KeptAnswers kept;
    private Alternatives.@Nullable Question others;

    KeptQuestion(Path file, CaseRequest request, Alternatives computed) {
      this.file = file;
      this.request = request;
      this.computed = computed;
    }

    @Override
    public void prefetch() {
      // To read all takes longer than to compute one.
      if (kept == null) {
        kept = read(file, request);
      }
    }

    @Override
    public Map<String, Tensor> answer(Set<String> mistakes) {
      Map<String, Tensor> answer = kept == null ? null : kept.of(mistakes);
      if (answer != null) {
        return answer;
      }
      if (others == null) {
        others = computed.question(Set.of(), request);
      }
      if (kept != null) {
        // There is no file, or several mistakes are tried at once.
        others.prefetch();
      }
      return others.answer(mistakes);
    }
  }

  /** The answers to a question by the key of the mistake; none when the file does not hold them. */
  private KeptAnswers read(Path file, CaseRequest question) {
    if (!Files.isReadable(file)) {
      return KeptAnswers.NONE;
    }
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      MessageChannel messages = new MessageChannel(in, OutputStream.nullOutputStream());
      return content().equals(messages.receive())
              && messages.receive() instanceof CaseRequest asked
              && Observations.isSame(asked, question)
              && messages.receive() instanceof CaseRequest answers
              && messages.receive() == null
          ? KeptAnswers.of(answers)
          : KeptAnswers.NONE;
    } catch (IOException e) {
      return KeptAnswers.NONE;
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
    for (PreparedCase each : cases) {
      if (each.inquiry() == null) {
        record(folder, each, alternatives);
      }
    }
  }

  private void record(Path files, PreparedCase prepared, Alternatives alternatives)
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
      returned.putAll(asked.answer(Set.of()));
      if (Observations.size(question) > SMALL) {
        continue;
      }
      KeptAnswers.Recorder answers = new KeptAnswers.Recorder(asked.answer(Set.of()));
      for (Alternative each : alternatives.all()) {
        if (each.part() == part) {
          answers.add(each.key(), asked.answer(Set.of(each.key())));
        }
      }
      write(file(files, question), question, answers.message());
    }
  }

  private void write(Path file, CaseRequest question, CaseRequest answers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageChannel messages = new MessageChannel(InputStream.nullInputStream(), bytes);
    messages.send(content());
    messages.send(question);
    messages.send(answers);
    PreparedCaseFile.write(file, bytes.toByteArray());
  }

  private CaseRequest content() {
    return new CaseRequest(0, CONTENT, Map.of("grader", grader), Map.of());
  }

  /** The steps of a case are asked under one number. */
  private static Path file(Path files, CaseRequest question) {
    return files.resolve(question.number() + "-" + question.operation());
  }
}
