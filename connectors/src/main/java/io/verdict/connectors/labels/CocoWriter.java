package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonGenerator;
import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Writes COCO's format; annotations wait on disk until the images are written. Ids count from 1. */
final class CocoWriter implements LabelWriter {

    private static final long MEMORY = 8 << 20;

    private final Path target;
    private final Path part;
    private final List<String> classes;
    private final Scratch scratch;
    private final ExternalSort<CocoRow> boxes;
    private final JsonGenerator json;
    private long images;
    private int boxCount;

    CocoWriter(Path target, List<String> classes, Path scratchParent) throws IOException {
        this.target = target;
        this.part = LabelWriters.part(target);
        this.classes = List.copyOf(classes);
        // The scratch folder comes last: where the target cannot be opened, none is left behind.
        this.json = JsonFields.FACTORY.createGenerator(new BufferedOutputStream(Files.newOutputStream(part)));
        try {
            begin();
            this.scratch = Scratch.in(scratchParent);
        } catch (IOException e) {
            json.close();
            Files.deleteIfExists(part);
            throw e;
        }
        this.boxes = new ExternalSort<>(scratch, new CocoRow.Form(), CocoRow.ORDER, MEMORY);
    }

    private void begin() throws IOException {
        json.writeStartObject();
        categories();
        json.writeArrayFieldStart("images");
    }

    private void categories() throws IOException {
        json.writeArrayFieldStart("categories");
        for (int index = 0; index < classes.size(); index++) {
            json.writeStartObject();
            json.writeNumberField("id", index + 1);
            json.writeStringField("name", classes.get(index));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void write(AnnotatedImage image) throws IOException {
        images++;
        json.writeStartObject();
        json.writeNumberField("id", images);
        json.writeStringField("file_name", image.name());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeEndObject();
        for (AnnotatedBox box : image.boxes()) {
            int category = LabelWriters.index(classes, image, box) + 1;
            boxCount++;
            boxes.add(new CocoRow.Box(images, boxCount, 0, 0, boxCount, category, box));
        }
    }

    @Override
    public ExportSummary finish() throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("annotations");
        try (Sorted<CocoRow> sorted = boxes.sorted()) {
            while (sorted.hasNext()) {
                if (sorted.next() instanceof CocoRow.Box row) {
                    annotation(row);
                }
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return new ExportSummary(images, boxCount, 0);
    }

    private void annotation(CocoRow.Box row) throws IOException {
        AnnotatedBox box = row.box();
        json.writeStartObject();
        json.writeNumberField("id", row.id());
        json.writeNumberField("image_id", row.imageId());
        json.writeNumberField("category_id", row.category());
        json.writeFieldName("bbox");
        json.writeArray(new double[] {box.left(), box.top(), box.width(), box.height()}, 0, 4);
        json.writeNumberField("area", box.width() * box.height());
        json.writeNumberField("iscrowd", box.crowd() ? 1 : 0);
        if (box.confidence().isPresent()) {
            json.writeNumberField("score", box.confidence().getAsDouble());
        }
        text("annotator", box.annotator());
        text("annotated_at", box.time().map(Object::toString));
        json.writeEndObject();
    }

    private void text(String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field, value.get());
        }
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            if (!json.isClosed()) {
                json.close();
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
