package io.verdict.topics.settings;

import java.util.List;
import java.util.Locale;

/** Keeps passwords and keys out of what people see. */
public final class Secrets {
    private static final String MASK = "********";
    private static final List<String> SIGNS = List.of(
            "password",
            "secret",
            "jaas",
            "token",
            "user.info",
            "credential",
            "passphrase",
            "keystore.key",
            "private.key");

    private Secrets() {}

    /** The value, or a mask of fixed length where the key says that it is a secret. */
    public static String shown(String key, String value) {
        return isSecret(key) ? MASK : withoutUserInfo(value);
    }

    /** Whether a key of Kafka's or a registry's client holds a secret. */
    public static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT).replace('_', '.');
        return SIGNS.stream().anyMatch(lower::contains);
    }

    /** A URL without the user and password that may stand before its host. */
    public static String withoutUserInfo(String url) {
        return url.replaceAll("://[^/@,\\s]+@", "://" + MASK + "@");
    }
}
