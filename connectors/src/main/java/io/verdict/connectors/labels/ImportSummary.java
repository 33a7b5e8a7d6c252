package io.verdict.connectors.labels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a label file holds.
 *
 * @param format its format
 * @param images labelled images
 * @param withoutBoxes those of them on which there is nothing
 * @param boxes boxes
 * @param boxesPerClass boxes of each class
 * @param clipped boxes that reached beyond their image within the tolerance and were cut at its edge
 * @param crowds boxes that cover several objects
 * @param unlabelled images that the file names without labels, of which {@code examples} shows the first
 * @param examples name and reason of the first unlabelled images
 */
public record ImportSummary(
        LabelFormat format,
        long images,
        long withoutBoxes,
        long boxes,
        SortedMap<String, Long> boxesPerClass,
        long clipped,
        long crowds,
        long unlabelled,
        List<String> examples) {

    /** Copies what it is given. */
    public ImportSummary {
        boxesPerClass = Collections.unmodifiableSortedMap(new TreeMap<>(boxesPerClass));
        examples = List.copyOf(examples);
    }

    /** Counts while a file is read. */
    static final class Tally {
        private static final int EXAMPLES = 20;

        private final SortedMap<String, Long> perClass = new TreeMap<>();
        private final List<String> examples = new ArrayList<>();
        private long images;
        private long withoutBoxes;
        private long boxes;
        private long clipped;
        private long crowds;
        private long unlabelled;

        void image(AnnotatedImage image) {
            images++;
            withoutBoxes += image.boxes().isEmpty() ? 1 : 0;
            for (AnnotatedBox box : image.boxes()) {
                boxes++;
                crowds += box.crowd() ? 1 : 0;
                perClass.merge(box.className(), 1L, Long::sum);
            }
        }

        void clipped() {
            clipped++;
        }

        void unlabelled(String name, String reason) {
            unlabelled++;
            if (examples.size() < EXAMPLES) {
                examples.add(name + ": " + reason);
            }
        }

        ImportSummary summary(LabelFormat format) {
            return new ImportSummary(
                    format, images, withoutBoxes, boxes, perClass, clipped, crowds, unlabelled, examples);
        }
    }
}
