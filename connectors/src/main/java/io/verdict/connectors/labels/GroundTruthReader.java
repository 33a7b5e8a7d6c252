package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.verdict.connectors.spill.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Output manifests of Amazon SageMaker Ground Truth's bounding box jobs (Developer Guide, "Labeling job output data"),
 * one JSON object per line, also of chained, adjusting and consolidating jobs: the label attribute says which job.
 *
 * <p>An image that the job could not label ({@code failure-reason}), or has not, counts as unlabelled. A job's
 * {@code job-name} is the annotator, with {@value #MACHINE} before it where no person looked. One line is held at a
 * time.
 */
final class GroundTruthReader implements LabelReader {

    /** What the annotator begins with where the job labelled by itself. */
    static final String MACHINE = "machine:";

    static final String METADATA = "-metadata";
    static final String DETECTION = "groundtruth/object-detection";

    /** Ground Truth's own limit on a line of an input manifest is 100 kB; the labels come on top. */
    private static final int LONGEST_LINE = 8 << 20;

    private static final ObjectReader JSON =
            new ObjectMapper(JsonFields.FACTORY).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path path;
    private final String file;
    private final Optional<String> wanted;
    private final Set<String> classes = new LinkedHashSet<>();
    private String job;

    GroundTruthReader(Path path, Optional<String> job) {
        this.path = path;
        this.file = path.toString();
        this.wanted = job;
    }

    @Override
    public List<String> classes() {
        return List.copyOf(classes);
    }

    @Override
    public void read(RawSink sink, Problems problems, Scratch scratch) throws IOException {
        boolean labelled = false;
        try (TextLines lines = new TextLines(path, LONGEST_LINE, problems)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                labelled |= line(line.get(), Place.of(file, lines.number()), sink, problems);
            }
        }
        if (!labelled && problems.count() == 0) {
            problems.add(
                    Place.of(file),
                    "",
                    wanted.map(name -> "no line has the label attribute '%s'; name another one".formatted(name))
                            .orElse("no line has labels of a bounding box job; is this an output manifest?"));
        }
    }

    /** Whether the line has the job's labels, or says why it has none. */
    private boolean line(String text, Place place, RawSink sink, Problems problems) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonFields.broken(e, file, place.line(), problems);
            return true;
        }
        if (!root.isObject()) {
            problems.add(place, "", "is no JSON object; each line of a manifest is one");
            return true;
        }
        JsonNode source = root.path("source-ref");
        if (!source.isTextual()
                || source.textValue().isEmpty()
                || source.textValue().length() > Spooled.LONGEST_TEXT) {
            problems.add(place, "source-ref", "is missing or no URI; bounding boxes are drawn on images in S3");
            return true;
        }
        Optional<String> attribute = wanted.isPresent() ? wanted : onlyJob(root, place, problems);
        if (attribute.isEmpty()) {
            sink.unlabelled(source.textValue(), "no labels");
            return false;
        }
        JsonNode metadata = root.path(attribute.get() + METADATA);
        if (metadata.has("failure-reason")) {
            sink.unlabelled(source.textValue(), metadata.get("failure-reason").asText());
            return true;
        }
        JsonNode labels = root.path(attribute.get());
        if (labels.isMissingNode()) {
            sink.unlabelled(source.textValue(), "no labels of job " + attribute.get());
            return metadata.isObject();
        }
        Optional<RawImage> image = new GroundTruthLabels(attribute.get(), labels, metadata, place, problems, classes)
                .image(source.textValue());
        if (image.isPresent()) {
            sink.image(image.get());
        }
        return true;
    }

    /** The one bounding box job of the file; empty where a line has none. */
    private Optional<String> onlyJob(JsonNode root, Place place, Problems problems) {
        Set<String> found = new TreeSet<>();
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith(METADATA) && isDetection(root.get(name))) {
                found.add(name.substring(0, name.length() - METADATA.length()));
            }
        }
        if (job != null && !found.isEmpty()) {
            found.add(job);
        }
        if (found.size() > 1) {
            problems.add(
                    place,
                    "",
                    "has labels of several jobs (%s); say which one is meant".formatted(String.join(", ", found)));
            return Optional.empty();
        }
        found.forEach(name -> job = name);
        return found.stream().findFirst();
    }

    private static boolean isDetection(JsonNode metadata) {
        return metadata.path("type").asText().equals(DETECTION)
                || (metadata.has("failure-reason") && !metadata.has("type"));
    }
}
