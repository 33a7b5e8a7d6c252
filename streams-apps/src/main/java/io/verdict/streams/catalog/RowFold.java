package io.verdict.streams.catalog;

import io.verdict.events.LogPosition;
import java.util.Optional;
import java.util.function.Function;

/**
 * How facts of one topic change rows of a view.
 *
 * @param listingId listing of a fact, which its record is keyed by
 * @param imageId photo of a fact
 * @param step the row before and the fact give the row after; empty leaves it as it was
 */
record RowFold<F, R>(Function<F, String> listingId, Function<F, String> imageId, Step<F, R> step) {

    /** One step of the fold; pure. */
    @FunctionalInterface
    interface Step<F, R> {
        Optional<R> apply(Optional<R> before, F fact, LogPosition position);
    }
}
