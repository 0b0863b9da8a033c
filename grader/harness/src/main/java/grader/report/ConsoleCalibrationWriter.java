package grader.report;

import grader.checking.Tolerance;
import grader.evidence.Calibration;
import grader.evidence.Calibration.Group;
import grader.evidence.Calibration.Refusal;
import grader.evidence.CheckMargins;
import grader.evidence.Distance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in words where tolerances stand between right answers and wrong ones. A factor is how much
 * smaller a tolerance could be before it refused a right answer, or how much larger before it took
 * a wrong one.
 */
public final class ConsoleCalibrationWriter {
  private static final int MAX_REFUSALS = 20;
  private static final int REASON_INDENT = 24;

  /** From here on the digits of a factor say nothing. */
  private static final double LARGE = 1e4;

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private ConsoleCalibrationWriter(Style style) {
    this.style = style;
  }

  /** The verdict, a table by quantity and a table of all checks, smallest margin first. */
  public static String write(Calibration calibration, Style style) {
    ConsoleCalibrationWriter writer = new ConsoleCalibrationWriter(style);
    writer.verdict(calibration);
    writer.groups(calibration);
    writer.checks(calibration);
    StringBuilder text = new StringBuilder();
    writer.lines.forEach(line -> text.append(style.encodable(line)).append('\n'));
    return text.toString();
  }

  private void verdict(Calibration calibration) {
    int checks = calibration.checks().size();
    int narrow = calibration.narrow().size();
    lines.add(
        sign(calibration.isSound())
            + style.bold(
                "%s of %s tolerances leave a factor of %.0f on either side, or say why not"
                    .formatted(checks - narrow, checks, Calibration.REQUIRED_FACTOR)));
    List<Refusal> refusals = calibration.refusals();
    String seeds =
        "%s seeds (%s … %s)"
            .formatted(
                calibration.seeds().size(),
                calibration.seeds().get(0),
                calibration.seeds().get(calibration.seeds().size() - 1));
    lines.add(
        "  %s right submissions, %s wrong ones, %s"
            .formatted(calibration.right().size(), calibration.wrong().size(), seeds));
    lines.add(
        sign(refusals.isEmpty())
            + (refusals.isEmpty()
                ? "every right submission has the full score on every seed"
                : "right answers were refused: %s".formatted(refusals.size())));
    for (Refusal refusal : refusals.subList(0, Math.min(refusals.size(), MAX_REFUSALS))) {
      lines.add(
          InertText.line(
              "  %s, seed %s: %s %s"
                  .formatted(
                      refusal.submission(), refusal.seed(), refusal.check(), refusal.reason())));
    }
    if (refusals.size() > MAX_REFUSALS) {
      lines.add("  …");
    }
    for (String ungradable : calibration.ungradable()) {
      lines.add("  not looked at, since it cannot be graded at all: " + ungradable);
    }
  }

  private String sign(boolean good) {
    return (good ? style.passed() : style.failed()) + " ";
  }

  private void groups(Calibration calibration) {
    lines.add("");
    lines.add(style.bold("to right   to wrong   checks  suite, operation, quantity or law"));
    for (Group group : calibration.groups()) {
      lines.add(
          "%s  %s   %6d  %s, %s, %s"
              .formatted(
                  factor(group.toRight()),
                  factor(group.toWrong()),
                  group.count(),
                  group.suite(),
                  group.operation(),
                  group.check()));
    }
  }

  private void checks(Calibration calibration) {
    lines.add("");
    lines.add(
        style.bold(
            "to right   to wrong   check, its tolerance, its farthest right and nearest wrong"));
    for (CheckMargins margins : calibration.checks()) {
      lines.add(
          "%s  %s %s %s (%s): %s; %s"
              .formatted(
                  factor(margins.toRight()),
                  factor(margins.toWrong()),
                  sign(margins),
                  margins.id(),
                  describe(margins.check().tolerance()),
                  describe(margins.farthestRight()),
                  describe(margins.nearestWrong())));
      String reason = margins.check().tolerance().reason();
      if (!margins.isWide() && reason != null) {
        lines.add(" ".repeat(REASON_INDENT) + InertText.line(reason));
      }
    }
  }

  private String sign(CheckMargins margins) {
    if (margins.isWide()) {
      return " ";
    }
    return margins.isSound() ? style.passed() : style.failed();
  }

  private static String describe(@Nullable Distance distance) {
    return distance == null
        ? "none"
        : InertText.line(distance.submission()) + ", seed " + distance.seed();
  }

  private static String describe(Tolerance tolerance) {
    if (tolerance instanceof Tolerance.Norm norm) {
      return "norm " + number(norm.bound());
    }
    if (!(tolerance instanceof Tolerance.Elementwise bounds)) {
      return "accepted bounds";
    }
    return "rtol " + number(bounds.rtol()) + ", atol " + number(bounds.atol());
  }

  /** As people write it: 1e-4. */
  private static String number(double value) {
    return Double.toString(value).replaceAll("\\.0(?=E|$)", "").replace('E', 'e');
  }

  /** In 10 columns. Rounded down: what is shown as 10 is at least 10. */
  private String factor(double factor) {
    String text;
    if (Double.isInfinite(factor)) {
      text = style.unicode() ? "∞" : "inf";
    } else if (factor < Calibration.REQUIRED_FACTOR) {
      text = "%.1f".formatted(Math.floor(factor * 10) / 10);
    } else {
      text = factor < LARGE ? "%.0f".formatted(Math.floor(factor)) : "%.0e".formatted(factor);
    }
    return "%8s ×".formatted(text);
  }
}
