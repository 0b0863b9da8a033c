package grader.reference;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mistakes of one answer, each in one of its forms. */
final class Mistakes {
  private static final Map<String, Mistake> BY_ID = byId();

  /** Hardly more than two: to look at each is faster than any map. */
  private final Mistake[] made;

  /** Of each mistake that is made. */
  private final String[] forms;

  // The last two once more: each answer asks dozens of times whether a mistake is made.
  private final @Nullable Mistake last;
  private final @Nullable Mistake beforeLast;

  /** Of the forms that are numbers, those that were asked for; null when none was. */
  private @Nullable Map<Mistake, Double> amounts;

  /** All that somebody has asked for; null when nobody wants to know. */
  private final @Nullable Set<Mistake> everAsked;

  /** Where what is asked for is written down now: of a step, or else of all. */
  private @Nullable Set<Mistake> asked;

  private Mistakes(Mistake[] made, String[] forms, @Nullable Set<Mistake> everAsked) {
    this.made = made;
    this.forms = forms;
    this.everAsked = everAsked;
    asked = everAsked;
    last = made.length > 0 ? made[made.length - 1] : null;
    beforeLast = made.length > 1 ? made[made.length - 2] : null;
  }

  /**
   * The mistakes of these keys.
   *
   * @throws IllegalArgumentException when a key is unknown
   */
  static Mistakes ofKeys(Set<String> keys) {
    Mistake[] made = new Mistake[keys.size()];
    String[] forms = new String[made.length];
    int count = 0;
    for (String key : keys) {
      int at = key.indexOf('@');
      made[count] = mistake(at < 0 ? key : key.substring(0, at));
      forms[count] = at < 0 ? "" : key.substring(at + 1);
      count++;
    }
    return new Mistakes(made, forms, null);
  }

  /**
   * The same, of which it is written down what somebody asks for: whatever other mistakes were
   * made, all would come out the same.
   *
   * @param everAsked grows
   */
  Mistakes recordedIn(Set<Mistake> everAsked) {
    return new Mistakes(made, forms, everAsked);
  }

  /** These, and others after them. Nobody writes down what is asked of all together. */
  Mistakes and(Mistakes others) {
    if (made.length == 0) {
      return others;
    }
    Mistake[] all = Arrays.copyOf(made, made.length + others.made.length);
    String[] allForms = Arrays.copyOf(forms, all.length);
    System.arraycopy(others.made, 0, all, made.length, others.made.length);
    System.arraycopy(others.forms, 0, allForms, made.length, others.made.length);
    return new Mistakes(all, allForms, null);
  }

  private static Mistake mistake(String id) {
    Mistake mistake = BY_ID.get(id);
    if (mistake == null) {
      throw new IllegalArgumentException("unknown mistake " + id);
    }
    return mistake;
  }

  private static Map<String, Mistake> byId() {
    Map<String, Mistake> byId = new HashMap<>();
    for (Mistake mistake : Mistake.values()) {
      byId.put(mistake.id(), mistake);
    }
    return byId;
  }

  /** Every mistake of a part in every form. */
  static List<Alternative> of(Part part) {
    List<Alternative> ofPart = new ArrayList<>();
    for (Mistake mistake : Mistake.values()) {
      if (mistake.part() == part) {
        addForms(mistake, ofPart);
      }
    }
    return ofPart;
  }

  private static void addForms(Mistake mistake, List<Alternative> all) {
    for (String form : mistake.forms()) {
      String key = form.isEmpty() ? mistake.id() : mistake.id() + "@" + form;
      all.add(new Alternative(key, mistake.part(), mistake.quantities(form)));
    }
  }

  /**
   * From now on it is written down which mistakes are asked for by a step.
   *
   * @return grows until {@link #endOfRecord}
   */
  Set<Mistake> record() {
    Set<Mistake> record = EnumSet.noneOf(Mistake.class);
    asked = record;
    return record;
  }

  void endOfRecord() {
    if (everAsked != null && asked != null) {
      everAsked.addAll(asked);
    }
    asked = everAsked;
  }

  /** Whether one of the mistakes is made by one of the two alone, or in another form. */
  boolean differIn(Set<Mistake> mistakes, Mistakes other) {
    return isOther(mistakes, other) || other.isOther(mistakes, this);
  }

  private boolean isOther(Set<Mistake> mistakes, Mistakes other) {
    for (Mistake each : made) {
      if (mistakes.contains(each) && !Objects.equals(formOf(each), other.formOf(each))) {
        return true;
      }
    }
    return false;
  }

  /** The form of a mistake that is made, in the last of several forms; null when it is not. */
  private @Nullable String formOf(Mistake mistake) {
    if (mistake == last) {
      return forms[made.length - 1];
    }
    if (mistake == beforeLast) {
      return forms[made.length - 2];
    }
    return made.length > 2 ? formOfEarlier(mistake) : null;
  }

  private @Nullable String formOfEarlier(Mistake mistake) {
    for (int i = made.length - 3; i >= 0; i--) {
      if (made[i] == mistake) {
        return forms[i];
      }
    }
    return null;
  }

  /** Whether one of several mistakes is made: where none is, nobody need ask for each of them. */
  boolean hasAny(Set<Mistake> several) {
    if (asked != null) {
      asked.addAll(several);
    }
    for (Mistake mistake : made) {
      if (several.contains(mistake)) {
        return true;
      }
    }
    return false;
  }

  boolean has(Mistake mistake) {
    return form(mistake) != null;
  }

  /** The form of a mistake that is made; null when it is not. */
  @Nullable String form(Mistake mistake) {
    if (asked != null) {
      asked.add(mistake);
    }
    return formOf(mistake);
  }

  /** Whether a mistake is made in this form. */
  boolean has(Mistake mistake, String form) {
    return form.equals(form(mistake));
  }

  /**
   * Whether a mistake is made in a layer.
   *
   * @param layer {@code hidden} or {@code output}
   */
  boolean in(Mistake mistake, String layer) {
    String form = form(mistake);
    return form != null && (form.isEmpty() || form.equals(layer));
  }

  /**
   * What the form of a mistake says beside the layer, which stands before it or not at all.
   *
   * @param layer {@code hidden} or {@code output}
   * @return null when the mistake is not made in this layer
   */
  @Nullable String formIn(Mistake mistake, String layer) {
    String form = form(mistake);
    if (form == null || form.startsWith(layer.equals("hidden") ? "output" : "hidden")) {
      return null;
    }
    return form.startsWith(layer + "-")
        ? form.substring(layer.length() + 1)
        : form.equals(layer) ? "" : form;
  }

  /**
   * Whether a sample, or a unit, is one of those that a mistake leaves as they should be.
   *
   * @param place of it
   * @param count how many there are
   */
  boolean isPart(Mistake mistake, String layer, int place, int count) {
    String form = form(mistake);
    if (form == null || form.startsWith(layer.equals("hidden") ? "output-" : "hidden-")) {
      return true;
    }
    boolean isThere = place == (form.contains("last") ? count - 1 : 0);
    return isThere != form.contains("all-but-");
  }

  /**
   * Makes some of the elements what they would be without what a mistake does not do everywhere.
   *
   * @param without null for ones
   */
  void leaveOut(Mistake mistake, String layer, double[][] all, double @Nullable [][] without) {
    String form = form(mistake);
    if (form == null) {
      return;
    }
    boolean isOfUnits = form.endsWith("unit");
    int count = isOfUnits ? all[0].length : all.length;
    boolean[] isThere = new boolean[count];
    for (int place = 0; place < count; place++) {
      isThere[place] = isPart(mistake, layer, place, count);
    }
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all[i].length; j++) {
        if (!isThere[isOfUnits ? j : i]) {
          all[i][j] = without == null ? 1 : without[i][j];
        }
      }
    }
  }

  /** The number that the form of a mistake stands for; NaN when it is not made. */
  double amount(Mistake mistake) {
    String form = form(mistake);
    if (form == null) {
      return Double.NaN;
    }
    if (amounts == null) {
      amounts = new EnumMap<>(Mistake.class);
    }
    Double amount = amounts.get(mistake);
    if (amount == null) {
      amount = Double.valueOf(form);
      amounts.put(mistake, amount);
    }
    return amount;
  }
}
