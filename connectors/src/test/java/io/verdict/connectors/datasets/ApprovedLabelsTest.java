package io.verdict.connectors.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.store.ObjectRef;
import io.verdict.events.LogBound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Which labels hold at a position of the log (LAB-4). */
class ApprovedLabelsTest {

    /** Each number is a fact: of one of 4 photos, an approval of one of 3 label sets, or the end of one. */
    @Property(tries = 100)
    void shouldHoldWhatAFoldOverEachPhotoHolds(
            @ForAll @Size(max = 60) List<@IntRange(max = 23) Integer> history, @ForAll long seed) throws IOException {
        List<LabelFact> facts = new ArrayList<>();
        Map<String, String> standing = new TreeMap<>();
        for (int revision = 0; revision < history.size(); revision++) {
            int number = history.get(revision);
            String image = "photo-" + number % 4;
            String label = "label-" + number / 4 % 3;
            if (number < 12) {
                facts.add(new LabelFact.Approved(revision, photo(image, label)));
                standing.put(image, label);
            } else {
                facts.add(new LabelFact.Ended(image, revision, label));
                standing.remove(image, label);
            }
        }
        // Partitions come in any order.
        Collections.shuffle(facts, new Random(seed));

        Map<String, String> found = new TreeMap<>();
        labels(facts).forEach(photo -> found.put(photo.imageId(), photo.labelId()));
        Map<String, String> wanted = new TreeMap<>(standing);
        wanted.remove("photo-3");
        assertThat(found).isEqualTo(wanted);
    }

    private static LabelledPhoto photo(String image, String label) {
        return new LabelledPhoto(
                image,
                new ObjectRef("file:/" + image, Optional.of("v"), "00"),
                "car",
                label,
                9,
                9,
                List.of(new PhotoBox("dent", 1, 2, 3, 4, true)));
    }

    /** Without one photo, which the query does not ask for. */
    private static LabelledImages labels(List<LabelFact> facts) throws IOException {
        Path scratch = Files.createTempDirectory("facts");
        scratch.toFile().deleteOnExit();
        LabelFacts source = new LabelFacts() {
            @Override
            public List<LogBound> positions() {
                return List.of();
            }

            @Override
            public void forEach(Each each) throws IOException {
                for (LabelFact fact : facts) {
                    each.accept(fact);
                }
            }
        };
        return new ApprovedLabels(
                source, "all but one", photo -> !photo.imageId().equals("photo-3"), scratch);
    }
}
