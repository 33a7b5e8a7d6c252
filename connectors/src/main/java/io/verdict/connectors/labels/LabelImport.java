package io.verdict.connectors.labels;

import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a label file and judges all of it before anything of it is used: every box of a known class, inside its image
 * within the tolerance and with a positive area; every image known, of the size that the file gives, and in the file
 * once.
 *
 * <p>Memory: about 32 MiB, whatever the number of images and boxes; what exceeds it goes to the scratch folder. One
 * image may have {@value ImageCheck#MOST_BOXES} boxes. A YOLO folder and a lookup in a folder of photos need some 200
 * bytes per file besides. For one thread.
 */
public final class LabelImport {

    private static final long MEMORY = 16 << 20;

    private final ImportRules rules;
    private final Scratch scratch;

    private LabelImport(ImportRules rules, Scratch scratch) {
        this.rules = rules;
        this.scratch = scratch;
    }

    /**
     * Reads and judges a file.
     *
     * @param path the file, or the folder of YOLO's format
     * @param job Ground Truth's label attribute; empty where there is only one, and for the other formats
     * @param scratchParent where to keep what does not fit into memory
     * @throws IOException if the file cannot be read, or the scratch folder cannot be written
     */
    public static ImportResult read(
            LabelFormat format, Path path, Optional<String> job, ImportRules rules, Path scratchParent)
            throws IOException {
        LabelReader reader =
                switch (format) {
                    case COCO -> new CocoReader(path);
                    case YOLO -> new YoloReader(path);
                    case GROUND_TRUTH -> new GroundTruthReader(path, job);
                };
        return read(format, reader, rules, Scratch.in(scratchParent));
    }

    static ImportResult read(LabelFormat format, LabelReader reader, ImportRules rules, Scratch scratch)
            throws IOException {
        ImportResult result = null;
        try {
            result = new LabelImport(rules, scratch).run(format, reader);
            return result;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!(result instanceof ImportResult.Accepted)) {
                scratch.close();
            }
        }
    }

    private ImportResult run(LabelFormat format, LabelReader reader) throws IOException {
        Problems problems = new Problems();
        ImportSummary.Tally tally = new ImportSummary.Tally();
        ExternalSort<Spooled> images = new ExternalSort<>(scratch, new Spooled.Form(), Spooled.BY_NAME, MEMORY);
        reader.read(new Intake(new ImageCheck(rules, problems, tally), tally, images), problems, scratch);
        refuseRepeated(images, problems);
        ImportSummary summary = tally.summary(format);
        return problems.count() == 0
                ? new ImportResult.Accepted(new ImportedLabels(summary, reader.classes(), images, scratch))
                : new ImportResult.Refused(summary, problems.list(), problems.count());
    }

    private static void refuseRepeated(ExternalSort<Spooled> images, Problems problems) throws IOException {
        try (Sorted<Spooled> sorted = images.sorted()) {
            Spooled first = null;
            while (sorted.hasNext()) {
                Spooled next = sorted.next();
                if (first != null && first.image().name().equals(next.image().name())) {
                    problems.add(
                            next.place(),
                            next.field(),
                            "image '%s' is there twice, first at %s; put its boxes together"
                                    .formatted(next.image().name(), first.place()));
                } else {
                    first = next;
                }
            }
        }
    }

    private record Intake(ImageCheck check, ImportSummary.Tally tally, ExternalSort<Spooled> images)
            implements RawSink {
        @Override
        public void image(RawImage raw) throws IOException {
            Optional<AnnotatedImage> image = check.check(raw);
            if (image.isPresent()) {
                tally.image(image.get());
                images.add(new Spooled(image.get(), raw.place(), raw.field()));
            }
        }

        @Override
        public void unlabelled(String name, String reason) {
            tally.unlabelled(name, reason);
        }
    }
}
