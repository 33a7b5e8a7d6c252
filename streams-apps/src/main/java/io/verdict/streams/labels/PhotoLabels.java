package io.verdict.streams.labels;

import io.verdict.events.ImageLabels;
import io.verdict.events.QueuedImage;
import io.verdict.events.StandingLabels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is known of a photo's labels, as its facts make it. Immutable.
 *
 * @param labels its label sets; empty before its first fact
 * @param queued its place in the labelling queue; empty where it never was there
 */
public record PhotoLabels(Optional<ImageLabels> labels, Optional<QueuedImage> queued) {

    /** Before the first fact. */
    public static final PhotoLabels NONE = new PhotoLabels(Optional.empty(), Optional.empty());

    /** Number of the latest fact; 0 before the first. */
    public long revision() {
        return labels.map(ImageLabels::getRevision).orElse(0L);
    }

    /** Label sets that wait for review or are approved. */
    public List<StandingLabels> standing() {
        return labels.map(ImageLabels::getStanding).orElse(List.of());
    }

    /** What views keep of it. */
    List<SpecificRecord> rows() {
        return Stream.<Optional<? extends SpecificRecord>>of(labels, queued)
                .<SpecificRecord>flatMap(Optional::stream)
                .toList();
    }
}
