package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An ordinary user can lower limits and not raise them: asked to, prlimit starts nothing. */
class ResourceLimitsTest {
  private static final String UNLIMITED =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max file size             unlimited            unlimited            bytes
      Max data size             unlimited            unlimited            bytes
      Max core file size        0                    unlimited            bytes
      Max processes             63432                63432                processes
      Max open files            1024                 524288               files
      """;

  private static final String STRICT =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              60                   600                  seconds
      Max file size             unlimited            1048576              bytes
      Max data size             unlimited            unlimited            bytes
      Max core file size        0                    0                    bytes
      Max processes             100                  200                  processes
      Max open files            32                   48                   files
      """;

  @Test
  void aWorkerHasItsLimitsWhereTheGraderHasHigherOnes() {
    assertEquals(
        List.of(
            "prlimit",
            "--core=0:0",
            "--cpu=3600:3600",
            "--data=1048576000:1048576000",
            "--nofile=64:64",
            "--fsize=67108864:67108864",
            "--nproc=601:601"),
        ResourceLimits.command("prlimit", 500, 345, UNLIMITED));
  }

  @Test
  void aWorkerHasTheGradersOwnHardLimitsWhereTheyAreLower() {
    assertEquals(
        List.of(
            "prlimit",
            "--core=0:0",
            "--cpu=600:600",
            "--data=1048576000:1048576000",
            "--nofile=48:48",
            "--fsize=1048576:1048576",
            "--nproc=200:200"),
        ResourceLimits.command("prlimit", 500, 345, STRICT));
  }

  @Test
  void whatIsNotToldIsNotLimited() {
    assertEquals(
        ResourceLimits.command("prlimit", 500, 345, UNLIMITED),
        ResourceLimits.command("prlimit", 500, 345, ""));
  }

  @Test
  void inANamespaceOfItsOwnOnlyTheWorkersTasksAreLimited() {
    assertEquals(
        List.of("prlimit", "--pid=4711", "--nproc=256:256"),
        ResourceLimits.tasksCommand("prlimit", 4711, UNLIMITED));
    assertEquals(
        List.of("prlimit", "--pid=4711", "--nproc=200:200"),
        ResourceLimits.tasksCommand("prlimit", 4711, STRICT));
  }

  @ParameterizedTest
  @CsvSource({
    "6.1.0-18-amd64, true",
    "5.14.0, true",
    "5.13.19-generic, false",
    "4.18.0-553.el8, false",
    "10.0, true",
    "14.6.1, true",
    "'', false",
    "unknown, false"
  })
  void kernelsCountTasksByNamespaceSince514(String kernel, boolean can) {
    assertEquals(can, ResourceLimits.canCountByNamespace(kernel));
  }
}
