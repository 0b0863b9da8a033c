package grader.reference;

import grader.oracle.Alternative;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mistakes of one answer, each in one of its forms. */
final class Mistakes {
  private final Map<Mistake, String> forms = new EnumMap<>(Mistake.class);

  /**
   * The mistakes of these keys.
   *
   * @throws IllegalArgumentException when a key is unknown
   */
  Mistakes(Set<String> keys) {
    for (String key : keys) {
      int at = key.indexOf('@');
      String id = at < 0 ? key : key.substring(0, at);
      forms.put(of(id), at < 0 ? "" : key.substring(at + 1));
    }
  }

  private static Mistake of(String id) {
    for (Mistake mistake : Mistake.values()) {
      if (mistake.id().equals(id)) {
        return mistake;
      }
    }
    throw new IllegalArgumentException("unknown mistake " + id);
  }

  /** Every mistake in every form. */
  static List<Alternative> all() {
    List<Alternative> all = new ArrayList<>();
    for (Mistake mistake : Mistake.values()) {
      for (String form : mistake.forms()) {
        String key = form.isEmpty() ? mistake.id() : mistake.id() + "@" + form;
        all.add(new Alternative(key, mistake.part(), mistake.quantities()));
      }
    }
    return all;
  }

  boolean has(Mistake mistake) {
    return forms.containsKey(mistake);
  }

  boolean isEmpty() {
    return forms.isEmpty();
  }

  /** The form of a mistake that is made; null when it is not. */
  @Nullable String form(Mistake mistake) {
    return forms.get(mistake);
  }

  /** Whether a mistake is made in this form. */
  boolean has(Mistake mistake, String form) {
    return form.equals(forms.get(mistake));
  }

  /**
   * Whether a mistake is made in a layer.
   *
   * @param layer {@code hidden} or {@code output}
   */
  boolean in(Mistake mistake, String layer) {
    String form = forms.get(mistake);
    return form != null && (form.isEmpty() || form.equals(layer));
  }

  /** The number that the form of a mistake stands for; NaN when it is not made. */
  double amount(Mistake mistake) {
    String form = forms.get(mistake);
    return form == null ? Double.NaN : Double.parseDouble(form);
  }
}
