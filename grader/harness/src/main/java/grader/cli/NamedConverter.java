package grader.cli;

import grader.cases.Named;
import grader.cases.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a constant by its name in case files, such as {@code train-step}, in capitals too. */
final class NamedConverter<T extends Enum<T> & Named> implements ITypeConverter<T> {
  private final Class<T> type;

  NamedConverter(Class<T> type) {
    this.type = type;
  }

  /** Every name, in the order of declaration. */
  List<String> names() {
    return Arrays.stream(type.getEnumConstants()).map(Named::id).toList();
  }

  @Override
  public T convert(String value) {
    for (T constant : type.getEnumConstants()) {
      if (constant.id().equals(value.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    String nearest = NearestName.of(value, names());
    throw new TypeConversionException(
        nearest == null
            ? "'" + value + "' is none of: " + String.join(", ", names())
            : "'" + value + "' is not known; did you mean '" + nearest + "'?");
  }
}
