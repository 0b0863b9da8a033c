package mlp;

import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/** Changes the locale, the time zone, the security provider and every system property. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
    System.setProperties(new Properties());
    System.setProperty("file.encoding", "UTF-16");
    System.setProperty("line.separator", "\\u0000");
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> Runtime.getRuntime().halt(0));
    Thread.currentThread().interrupt();
    Thread.currentThread().setName("\\u001b[31mowned");
  }
}
