package io.verdict.connectors.store;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Does something as in the process of a person who writes numbers in other digits. */
public final class ForeignLocale {

    private ForeignLocale() {}

    /** What the work gives there. */
    public static <T> T in(Callable<T> work) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            if ("%d".formatted(1).equals("1")) {
                throw new IllegalStateException("This platform writes no other digits, so the test would show nothing");
            }
            return work.call();
        } finally {
            Locale.setDefault(before);
        }
    }
}
