package grader.cases;

import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as its file states it.
 *
 * @param id unique in a run
 * @param title for people
 * @param operation what is run
 * @param sizes the extents of its tensors
 * @param f the hidden layer's activation; null without a network
 * @param g the output's activation; null without a network
 * @param loss the loss function; null when none is called
 * @param seed of the generated tensors; null when every tensor is given
 * @param data one source per input of the operation
 * @param checks at least one, in the order of computation
 * @param expected one tensor per check; empty when the reference computes them, and of a property
 * @param visibility who may see it
 * @param line where it begins in its file, counted from 1; 0 when it was not read from one
 */
public record TestCase(
    String id,
    String title,
    Operation operation,
    Sizes sizes,
    @Nullable Activation f,
    @Nullable Activation g,
    @Nullable LossFunction loss,
    @Nullable Long seed,
    Map<Quantity, TensorSource> data,
    List<Check> checks,
    Map<String, Tensor> expected,
    Visibility visibility,
    int line) {
  /** A case that was not read from a file. */
  public TestCase(
      String id,
      String title,
      Operation operation,
      Sizes sizes,
      @Nullable Activation f,
      @Nullable Activation g,
      @Nullable LossFunction loss,
      @Nullable Long seed,
      Map<Quantity, TensorSource> data,
      List<Check> checks,
      Map<String, Tensor> expected,
      Visibility visibility) {
    this(id, title, operation, sizes, f, g, loss, seed, data, checks, expected, visibility, 0);
  }

  public TestCase {
    data = Map.copyOf(data);
    checks = List.copyOf(checks);
    expected = Map.copyOf(expected);
  }
}
