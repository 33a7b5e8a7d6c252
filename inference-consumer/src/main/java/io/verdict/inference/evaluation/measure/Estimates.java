package io.verdict.inference.evaluation.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything measured of one sample.
 *
 * @param examples how many
 * @param groups independent groups among them
 * @param smallest fewest examples that a slice may have to be judged
 * @param overall on all data
 * @param slices on each slice
 * @param contrasts each slice against the rest
 * @param notes what a reader has to know, a sentence each
 */
public record Estimates(
        int examples,
        int groups,
        Bootstrap bootstrap,
        int smallest,
        List<Estimate> overall,
        List<Estimate> slices,
        List<Contrast> contrasts,
        List<String> notes) {

    public Estimates {
        overall = List.copyOf(overall);
        slices = List.copyOf(slices);
        contrasts = List.copyOf(contrasts);
        notes = List.copyOf(notes);
    }

    /** All that has a value. */
    public Stream<Estimate> measured() {
        return Stream.concat(overall.stream(), slices.stream()).filter(one -> one.value() != null);
    }

    /** All that has none. */
    public Stream<Estimate> absent() {
        return Stream.concat(overall.stream(), slices.stream()).filter(one -> one.value() == null);
    }
}
