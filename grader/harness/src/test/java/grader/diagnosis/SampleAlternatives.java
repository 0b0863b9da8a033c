package grader.diagnosis;

import grader.cases.Activation;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.Visibility;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.oracle.Alternatives.Question;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.SampleRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** One training step of a network that passes x on, and what two mistakes make of it. */
final class SampleAlternatives {
  private SampleAlternatives() {}

  static final String DOUBLED = "forward.doubled@hidden";
  static final String WITHOUT_LABELS = "mse.gradient.without-labels";
  static final double THIRD = 1.0 / 3;

  /** yHat is x, J is its sum, dJdyHat is yHat − y, and dJdW1 is dJdyHat. */
  static final Alternatives COMPUTED =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return switch (part) {
            case FORWARD ->
                List.of(new Alternative(DOUBLED, Part.FORWARD, Set.of("yHat", "dJdW1")));
            case MSE -> List.of(new Alternative(WITHOUT_LABELS, Part.MSE, Set.of("dJdyHat")));
            default -> List.of();
          };
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> {
            boolean isDoubled = common.contains(DOUBLED) || mistakes.contains(DOUBLED);
            double labels = mistakes.contains(WITHOUT_LABELS) ? 0 : 1;
            return switch (request.operation()) {
              case "forward" -> Map.of("yHat", plus(tensor(request, "x"), isDoubled ? 1 : 0, "x"));
              case "loss" ->
                  Map.of(
                      "J",
                      Tensor.scalar(tensor(request, "yHat").get(0) * THIRD),
                      "dJdyHat",
                      plus(tensor(request, "yHat"), -labels, "y"));
              default ->
                  Map.of("dJdW1", plus(tensor(request, "dJdyHat"), isDoubled ? 1 : 0, "dJdyHat"));
            };
          };
        }

        private Tensor plus(Tensor tensor, double factor, String other) {
          double[] values = tensor.toArray();
          double[] others = other.equals("y") ? labels().toArray() : values.clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += factor * others[i];
          }
          return Tensor.of(tensor.shape(), values);
        }
      };

  /** The same two mistakes, answered otherwise. */
  static Alternatives answering(BiFunction<Set<String>, CaseRequest, Question> questions) {
    return new Alternatives() {
      @Override
      public List<Alternative> of(Part part) {
        return COMPUTED.of(part);
      }

      @Override
      public Question question(Set<String> common, CaseRequest request) {
        return questions.apply(common, request);
      }
    };
  }

  static Tensor tensor(CaseRequest request, String name) {
    Tensor tensor = request.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name);
    }
    return tensor;
  }

  static Tensor labels() {
    return Tensor.of(new int[] {2, 2}, new double[] {0, 1, 1, 0});
  }

  static Tensor input(double scale) {
    return Tensor.of(
        new int[] {2, 2}, new double[] {0.1 * scale, 0.7 * scale, -0.3 * scale, 0.9 * scale});
  }

  static CaseRequest request(String operation, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (!operation.equals("loss")) {
      for (String parameter : List.of("W1", "b1", "W2", "b2")) {
        tensors.put(parameter, Tensor.scalar(1));
      }
      tensors.put("x", input(1));
    }
    if (!operation.equals("forward") && !operation.equals("backward")) {
      tensors.put("y", labels());
    }
    tensors.put(name, tensor);
    return new CaseRequest(7, operation, Map.of("loss", "mse"), tensors);
  }

  static PreparedCase trainingStep() {
    Tensor right = input(1);
    TestCase testCase =
        new TestCase(
            "step",
            "step",
            Operation.TRAIN_STEP,
            new Sizes(2, 2, 2, 2),
            Activation.IDENTITY,
            Activation.IDENTITY,
            LossFunction.MSE,
            null,
            Map.of(),
            List.of(
                SampleRun.check("yHat", "1"),
                SampleRun.check("J", "1"),
                SampleRun.check("dJdyHat", "1"),
                SampleRun.check("dJdW1", "1")),
            Map.of(),
            Visibility.VISIBLE);
    Tensor gradient = Tensor.of(new int[] {2, 2}, new double[] {0.1, -0.3, -1.3, 0.9});
    return new PreparedCase(
        testCase,
        request("train-step", "x", right),
        Map.of(
            "yHat",
            right,
            "J",
            Tensor.scalar(0.1 * THIRD),
            "dJdyHat",
            gradient,
            "dJdW1",
            gradient));
  }
}
