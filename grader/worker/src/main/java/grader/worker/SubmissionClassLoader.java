package grader.worker;

import java.util.Map;

/**
 * Defines the classes of a submission, and only those: there is no file behind them and no
 * resource. The JDK, commons-math3 and the worker come first, so a submission that brings its own
 * copy of one of their classes changes nothing.
 */
final class SubmissionClassLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  /**
   * A loader.
   *
   * @param classes class files by name, such as {@code mlp/MLP$Loss}
   */
  SubmissionClassLoader(Map<String, byte[]> classes) {
    super("submission", SubmissionClassLoader.class.getClassLoader());
    this.classes = classes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/'));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
