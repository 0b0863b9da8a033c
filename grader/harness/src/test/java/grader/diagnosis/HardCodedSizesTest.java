package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HardCodedSizesTest {
  private static final Sizes EXAMPLE = new Sizes(10, 2, 20, 5);

  private static final List<Sizes> CASES =
      List.of(
          EXAMPLE,
          new Sizes(7, 5, 11, 3),
          new Sizes(11, 3, 13, 5),
          new Sizes(5, 11, 23, 7),
          new Sizes(13, 2, 17, 7),
          new Sizes(64, 7, 31, 5),
          new Sizes(1, 2, 7, 3),
          new Sizes(2, 3, 29, 11),
          new Sizes(17, 7, 37, 2),
          new Sizes(23, 1, 19, 13),
          new Sizes(3, 2, 11, 7));

  private static @Nullable HardCodedSizes of(Predicate<Sizes> isBroken) {
    List<Sizes> survived = new ArrayList<>(CASES);
    survived.removeIf(isBroken);
    List<Sizes> broken = new ArrayList<>(CASES);
    broken.removeAll(survived);
    return HardCodedSizes.of(List.of(EXAMPLE), survived, broken);
  }

  @Test
  void loopsToANumberEndWhereTheSizeIsSmaller() {
    HardCodedSizes sizes = of(each -> each.hiddenFeatures() < 20 || each.outFeatures() < 5);
    assertNotNull(sizes);
    assertTrue(sizes.isOther(new Sizes(10, 2, 19, 5)));
    assertTrue(sizes.isOther(new Sizes(10, 2, 31, 5)), "something else is returned there");
    assertFalse(sizes.isOther(new Sizes(64, 7, 20, 5)), "inputs and samples are counted");
  }

  @Test
  void arraysOfANumberEndWhereTheSizeIsLarger() {
    assertNotNull(of(each -> each.hiddenFeatures() > 20 || each.batch() > 10));
  }

  @Test
  void matricesOfANumberEndWhereTheSizeIsAnother() {
    assertNotNull(of(each -> each.inFeatures() != 2));
  }

  @Test
  void whatDependsOnTwoSizesOfACaseIsAboutNoNumber() {
    assertNull(of(each -> each.hiddenFeatures() > 2 * each.batch()));
  }

  @Test
  void fewCasesMayHaveMuchInCommonByChance() {
    List<Sizes> four = CASES.subList(1, 5);
    assertNull(HardCodedSizes.of(List.of(EXAMPLE), List.of(EXAMPLE), four));
    List<Sizes> five = CASES.subList(1, 6);
    assertNotNull(HardCodedSizes.of(List.of(EXAMPLE), List.of(EXAMPLE), five));
  }

  @Test
  void whatNobodyHasSeenIsNotHardCoded() {
    assertNull(HardCodedSizes.of(List.of(), List.of(EXAMPLE), CASES.subList(1, 10)));
  }
}
