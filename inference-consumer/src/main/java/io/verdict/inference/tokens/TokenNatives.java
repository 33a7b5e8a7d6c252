package io.verdict.inference.tokens;

import java.util.Locale;

/**
 * Keeps the tokenizers' library to the natives in its jar. Left alone, it downloads others where it finds a GPU, and
 * reports home from EC2.
 */
final class TokenNatives {
    private static final String FLAVOR = "RUST_FLAVOR";

    private TokenNatives() {}

    /** To be called before any of the library's classes. */
    static void keepLocal() {
        keepLocal(System.getenv(FLAVOR));
    }

    /**
     * The same.
     *
     * @param flavor what the environment asks for, which the library heeds before everything else; null where nothing
     * @throws IllegalStateException where that is natives that the jar does not have
     */
    static void keepLocal(String flavor) {
        if (flavor != null
                && !flavor.isEmpty()
                && !flavor.toLowerCase(Locale.ROOT).equals("cpu")) {
            throw new IllegalStateException(
                    "%s is %s in the environment, which makes the tokenizers' library download; unset it, or set it to cpu"
                            .formatted(FLAVOR, flavor));
        }
        System.setProperty(FLAVOR, "cpu");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }
}
