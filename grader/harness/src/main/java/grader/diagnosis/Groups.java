package grader.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of values by a key, in the order in which the keys came. */
final class Groups<K, V> {
  private final Map<K, List<V>> byKey = new LinkedHashMap<>();

  void add(K key, V value) {
    list(key).add(value);
  }

  void addAll(K key, List<? extends V> values) {
    list(key).addAll(values);
  }

  private List<V> list(K key) {
    List<V> list = byKey.get(key);
    if (list == null) {
      list = new ArrayList<>();
      byKey.put(key, list);
    }
    return list;
  }

  /** The values of a key; none when there is no such key. */
  List<V> of(K key) {
    return Collections.unmodifiableList(byKey.getOrDefault(key, List.of()));
  }

  /** All of it, which may be changed. */
  Map<K, List<V>> byKey() {
    return byKey;
  }
}
