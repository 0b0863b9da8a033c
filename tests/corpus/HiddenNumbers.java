import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.PreparedCase;
import grader.oracle.Oracle;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;

/** Prints every number of cases, one a line: inputs, what the laws ask, and what is expected. */
final class HiddenNumbers {
  private HiddenNumbers() {}

  public static void main(String[] arguments) throws Exception {
    Oracle oracle = ServiceLoader.load(Oracle.class).findFirst().orElseThrow();
    CasePreparation preparation = new CasePreparation(oracle, 0);
    StringBuilder numbers = new StringBuilder();
    for (PreparedCase each :
        preparation.prepare(CaseReader.read(List.of(Path.of(arguments[0])))).values()) {
      List<Collection<Tensor>> tensors = new ArrayList<>();
      tensors.add(each.expected().values());
      tensors.add(each.request().tensors().values());
      for (CaseRequest request : each.requests()) {
        tensors.add(request.tensors().values());
      }
      for (Collection<Tensor> some : tensors) {
        for (Tensor tensor : some) {
          for (double value : tensor.toArray()) {
            numbers.append(value).append('\n');
          }
        }
      }
    }
    System.out.print(numbers);
  }
}
