package io.verdict.connectors.runs;

import io.verdict.connectors.store.StoreException;
import io.verdict.events.RunFailure;
import java.io.IOException;
import java.util.Locale;

/** Puts what a trainer or a store throws into the words of a run. */
final class Faults {

    // The JDK has no exception type for a full disk; these are the texts of Linux, macOS and Windows.
    private static final String FULL = ".*(no space left|quota exceeded|not enough space).*";

    private Faults() {}

    static TrainingFault of(Throwable thrown) {
        if (thrown instanceof TrainingFault fault) {
            return fault;
        }
        if (thrown instanceof StoreException store && store.kind() != StoreException.Kind.FULL) {
            RunFailure failure = store.kind().retryable() ? RunFailure.STORE : RunFailure.DATA;
            return new TrainingFault(failure, store.getMessage(), store.kind().retryable(), store);
        }
        if (isFull(thrown)) {
            return new TrainingFault(
                    RunFailure.DISK_FULL,
                    "There is no room left: %s. Free some space and resume the run".formatted(thrown.getMessage()),
                    false,
                    thrown);
        }
        if (thrown instanceof IOException) {
            return new TrainingFault(RunFailure.DATA, text(thrown), false, thrown);
        }
        return new TrainingFault(
                RunFailure.TRAINER,
                "The trainer died: %s. Its last checkpoint is kept; resume the run once the reason is gone"
                        .formatted(text(thrown)),
                false,
                thrown);
    }

    private static boolean isFull(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            boolean says = at instanceof IOException
                    && at.getMessage() != null
                    && at.getMessage().toLowerCase(Locale.ROOT).matches("(?s)" + FULL);
            if (says || at instanceof StoreException store && store.kind() == StoreException.Kind.FULL) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    }
}
