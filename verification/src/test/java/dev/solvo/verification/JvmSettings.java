package dev.solvo.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.joda.money.CurrencyUnit;

/** Everything that one program in a JVM can set for all the others in it. */
final class JvmSettings {
    private JvmSettings() {}

    static Map<String, String> now() {
        Map<String, String> all = new TreeMap<>();
        System.getProperties().forEach((name, value) -> all.put("system property " + name, value.toString()));
        securityNames().forEach(name -> all.put("security property " + name, Security.getProperty(name) + ""));
        int number = 0;
        for (Provider provider : Security.getProviders()) {
            all.put("provider " + ++number, provider.getName() + " " + provider.hashCode());
        }
        all.put("time zone", TimeZone.getDefault().getID());
        for (Locale.Category category : Locale.Category.values()) {
            all.put("locale " + category, Locale.getDefault(category).toString());
        }
        all.put("authenticator", identity(Authenticator.getDefault()));
        all.put("cookie handler", identity(CookieHandler.getDefault()));
        all.put("response cache", identity(ResponseCache.getDefault()));
        all.put("proxy selector", identity(ProxySelector.getDefault()));
        all.put("redirections", HttpURLConnection.getFollowRedirects() + "");
        all.put("caches", URLConnection.getDefaultUseCaches("http") + "");
        all.put("host name verifier", identity(HttpsURLConnection.getDefaultHostnameVerifier()));
        all.put("TLS sockets", identity(HttpsURLConnection.getDefaultSSLSocketFactory()));
        all.put("TLS context", identity(defaultTls()));
        all.put("URL handlers", identity(field(URL.class, "factory")));
        all.put("content handlers", identity(field(URLConnection.class, "factory")));
        all.put("uncaught exceptions", identity(Thread.getDefaultUncaughtExceptionHandler()));
        all.put("out", identity(System.out));
        all.put("err", identity(System.err));
        all.put("in", identity(System.in));
        all.put("pictures' cache", ImageIO.getUseCache() + " " + ImageIO.getCacheDirectory());
        all.put("currencies", CurrencyUnit.registeredCurrencies().toString());
        return all;
    }

    private static Iterable<String> securityNames() {
        Properties file = new Properties();
        Path path = Path.of(System.getProperty("java.home"), "conf", "security", "java.security");
        try (InputStream in = Files.newInputStream(path)) {
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.stringPropertyNames();
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Needs java.net to be open to this program. */
    private static Object field(Class<?> owner, String name) {
        try {
            var field = owner.getDeclaredField(name);
            field.setAccessible(true);
            Object value = field.get(null);
            return value == null ? "none" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String identity(Object thing) {
        return thing == null ? "none" : thing.getClass().getName() + "@" + System.identityHashCode(thing);
    }
}
