package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes an output manifest of a bounding box job of Ground Truth. */
final class GroundTruthWriter implements LabelWriter {

    private static final int DEPTH = 3;

    private final Path target;
    private final Path part;
    private final String job;
    private final List<String> classes;
    private final JsonGenerator json;
    private long images;
    private long boxes;
    private long crowds;

    GroundTruthWriter(Path target, String job, List<String> classes) throws IOException {
        this.target = target;
        this.part = LabelWriters.part(target);
        this.job = job;
        this.classes = List.copyOf(classes);
        this.json = JsonFields.FACTORY.createGenerator(new BufferedOutputStream(Files.newOutputStream(part)));
        json.setRootValueSeparator(null);
    }

    @Override
    public void write(AnnotatedImage image) throws IOException {
        List<AnnotatedBox> single =
                image.boxes().stream().filter(box -> !box.crowd()).toList();
        images++;
        boxes += single.size();
        crowds += image.boxes().size() - single.size();
        json.writeStartObject();
        json.writeStringField("source-ref", image.name());
        json.writeObjectFieldStart(job);
        size(image);
        json.writeArrayFieldStart("annotations");
        for (AnnotatedBox box : single) {
            annotation(image, box);
        }
        json.writeEndArray();
        json.writeEndObject();
        metadata(image, single);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void size(AnnotatedImage image) throws IOException {
        json.writeArrayFieldStart("image_size");
        json.writeStartObject();
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeNumberField("depth", DEPTH);
        json.writeEndObject();
        json.writeEndArray();
    }

    private void annotation(AnnotatedImage image, AnnotatedBox box) throws IOException {
        long left = Math.min(Math.round(box.left()), image.width() - 1L);
        long top = Math.min(Math.round(box.top()), image.height() - 1L);
        json.writeStartObject();
        json.writeNumberField("class_id", LabelWriters.index(classes, image, box));
        json.writeNumberField("left", left);
        json.writeNumberField("top", top);
        // Both edges are rounded, so that neighbours stay neighbours; a box keeps at least one pixel.
        json.writeNumberField("width", Math.max(1, Math.round(box.left() + box.width()) - left));
        json.writeNumberField("height", Math.max(1, Math.round(box.top() + box.height()) - top));
        json.writeEndObject();
    }

    private void metadata(AnnotatedImage image, List<AnnotatedBox> single) throws IOException {
        json.writeObjectFieldStart(job + GroundTruthReader.METADATA);
        json.writeArrayFieldStart("objects");
        for (AnnotatedBox box : single) {
            json.writeStartObject();
            if (box.confidence().isPresent()) {
                json.writeNumberField("confidence", box.confidence().getAsDouble());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("class-map");
        Set<Integer> seen = new TreeSet<>();
        for (AnnotatedBox box : single) {
            seen.add(LabelWriters.index(classes, image, box));
        }
        for (int index : seen) {
            json.writeStringField(Integer.toString(index), classes.get(index));
        }
        json.writeEndObject();
        json.writeStringField("type", GroundTruthReader.DETECTION);
        annotator(single);
        Optional<Instant> time =
                single.stream().flatMap(box -> box.time().stream()).max(Comparator.naturalOrder());
        if (time.isPresent()) {
            json.writeStringField(
                    "creation-date",
                    LocalDateTime.ofInstant(time.get(), ZoneOffset.UTC).toString());
        }
        json.writeEndObject();
    }

    private void annotator(List<AnnotatedBox> single) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        single.forEach(box -> names.add(box.annotator().orElse("")));
        String name = names.size() == 1 ? names.iterator().next() : "";
        boolean machine = name.startsWith(GroundTruthReader.MACHINE);
        json.writeStringField("human-annotated", machine ? "no" : "yes");
        String shown = machine ? name.substring(GroundTruthReader.MACHINE.length()) : name;
        if (!shown.isEmpty()) {
            json.writeStringField("job-name", shown);
        }
    }

    @Override
    public ExportSummary finish() throws IOException {
        json.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return new ExportSummary(images, boxes, crowds);
    }

    @Override
    public void close() throws IOException {
        try {
            if (!json.isClosed()) {
                json.close();
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
