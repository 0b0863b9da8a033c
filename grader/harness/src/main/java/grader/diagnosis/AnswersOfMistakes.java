package grader.diagnosis;

import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Message;
import grader.protocol.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each mistake answers to one question after another, for whoever has tried it on a few
 * questions, and not in vain.
 *
 * <p>There is a file with the questions of each operation, named after it, and a file with the
 * answers of each mistake, named after its key. Each is read when it is needed first.
 */
final class AnswersOfMistakes {
  private final Function<String, List<Message>> files;

  /** By operation, and then by number. */
  private final Map<String, Map<Long, CaseRequest>> questions = new HashMap<>();

  /** By the key of the mistake, and then by the number of the question. */
  private final Map<String, Map<Long, Map<String, Tensor>>> answers = new HashMap<>();

  /**
   * Answers.
   *
   * @param files gives the messages of a file by its name; none when there are none
   */
  AnswersOfMistakes(Function<String, List<Message>> files) {
    this.files = files;
  }

  /** Whether this is the question to which the answers of its number belong. */
  boolean isOf(CaseRequest question) {
    String operation = question.operation();
    Map<Long, CaseRequest> ofOperation = questions.get(operation);
    if (ofOperation == null) {
      ofOperation = readQuestions(operation);
      questions.put(operation, ofOperation);
    }
    CaseRequest known = ofOperation.get(question.number());
    return known != null && Observations.isSame(known, question);
  }

  private Map<Long, CaseRequest> readQuestions(String operation) {
    Map<Long, CaseRequest> byNumber = new HashMap<>();
    for (Message each : files.apply(operation)) {
      if (each instanceof CaseRequest question) {
        byNumber.put(question.number(), question);
      }
    }
    return byNumber;
  }

  /**
   * What is answered to the question of a number, by quantity.
   *
   * @param mistake its key
   * @return null when it was not kept
   */
  @Nullable Map<String, Tensor> of(String mistake, long number) {
    Map<Long, Map<String, Tensor>> ofMistake = answers.get(mistake);
    if (ofMistake == null) {
      ofMistake = readAnswers(mistake);
      answers.put(mistake, ofMistake);
    }
    return ofMistake.get(number);
  }

  private Map<Long, Map<String, Tensor>> readAnswers(String mistake) {
    Map<Long, Map<String, Tensor>> byNumber = new HashMap<>();
    for (Message each : files.apply(mistake)) {
      if (each instanceof CaseResponse answer) {
        byNumber.put(answer.number(), answer.tensors());
      }
    }
    return byNumber;
  }

  /** Puts the messages of the files together. */
  static final class Recorder {
    private final Groups<String, Message> files = new Groups<>();

    void addQuestion(CaseRequest question) {
      files.add(question.operation(), question);
    }

    void addAnswer(String mistake, long number, Map<String, Tensor> answer) {
      files.add(mistake, new CaseResponse(number, answer, null, CapturedOutput.NONE));
    }

    /** The messages of each file, by its name. */
    Map<String, List<Message>> files() {
      return files.byKey();
    }
  }
}
