package io.verdict.launcher.labels;

import static io.verdict.launcher.labels.LabelEvents.approved;
import static io.verdict.launcher.labels.LabelEvents.at;
import static io.verdict.launcher.labels.LabelEvents.box;
import static io.verdict.launcher.labels.LabelEvents.set;
import static io.verdict.launcher.labels.LabelEvents.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.LabelBox;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelSet;
import io.verdict.streams.labels.LabelsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about photos, sorted on disk (LAB-2). */
class LabelHistoryTest {

    private static final int PHOTOS = 60;

    @TempDir
    Path folder;

    @Test
    void shouldHoldNoMoreOfCrowdedPhotosInMemoryThanOfOthers() throws Exception {
        LabelBox[] crowd = Collections.nCopies(LabelsConfig.MOST_BOXES, box("dent", 1, 2, 3, 4))
                .toArray(LabelBox[]::new);
        try (LabelHistory history = new LabelHistory(folder)) {
            for (int i = 0; i < PHOTOS; i++) {
                LabelSet set = set("s" + i, "p" + i, "car-damage", crowd);
                LabelEvent submitted = submitted(1, set);
                LabelEvent approved = approved(2, set);
                history.add(submitted, at(submitted, 2L * i));
                history.add(approved, at(approved, 2L * i + 1));
            }
            // 60 000 boxes do not fit into the 16 MiB that are meant for all facts.
            try (Stream<Path> spilled = Files.walk(folder)) {
                assertThat(spilled.filter(Files::isRegularFile)).isNotEmpty();
            }
            AtomicInteger photos = new AtomicInteger();
            history.forEach(photo -> {
                assertThat(photo.getStanding())
                        .singleElement()
                        .satisfies(one -> assertThat(one.getLabels().getBoxes()).hasSize(LabelsConfig.MOST_BOXES));
                photos.incrementAndGet();
            });
            assertThat(photos).hasValue(PHOTOS);
        }
    }
}
