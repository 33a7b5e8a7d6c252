package io.verdict.connectors.labels;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** The labels of one job on one line of a Ground Truth manifest. */
final class GroundTruthLabels {

    private final String job;
    private final JsonNode labels;
    private final JsonNode metadata;
    private final Place place;
    private final Problems problems;
    private final Set<String> classes;

    /** Names of the classes in the class map are added to {@code classes}. */
    GroundTruthLabels(
            String job, JsonNode labels, JsonNode metadata, Place place, Problems problems, Set<String> classes) {
        this.job = job;
        this.labels = labels;
        this.metadata = metadata;
        this.place = place;
        this.problems = problems;
        this.classes = classes;
    }

    /** The image with its boxes; empty where something is wrong with the line as a whole. */
    Optional<RawImage> image(String name) {
        String type = metadata.path("type").asText();
        if (!type.equals(GroundTruthReader.DETECTION)) {
            problems.add(
                    place,
                    job + GroundTruthReader.METADATA + ".type",
                    "is '%s'; only '%s' has boxes: name another label attribute"
                            .formatted(type, GroundTruthReader.DETECTION));
            return Optional.empty();
        }
        JsonNode annotations = labels.path("annotations");
        if (!annotations.isArray() || annotations.size() > ImageCheck.MOST_BOXES) {
            problems.add(
                    place,
                    job + ".annotations",
                    "is missing or no array of at most %d boxes; export the job again"
                            .formatted(ImageCheck.MOST_BOXES));
            return Optional.empty();
        }
        JsonNode objects = metadata.path("objects");
        if (!objects.isMissingNode() && objects.size() != annotations.size()) {
            problems.add(
                    place,
                    job + GroundTruthReader.METADATA + ".objects",
                    "has %d entries for %d annotations; export the job again"
                            .formatted(objects.size(), annotations.size()));
            return Optional.empty();
        }
        Optional<ImageSize> size = size();
        Map<Integer, String> map = classMap();
        Optional<Instant> time = time();
        if (size.isEmpty()) {
            return Optional.empty();
        }
        List<RawBox> boxes = new ArrayList<>();
        for (int index = 0; index < annotations.size(); index++) {
            box(index, annotations.get(index), confidence(objects, index), map, time)
                    .ifPresent(boxes::add);
        }
        return Optional.of(new RawImage(name, size, false, boxes, place, "source-ref"));
    }

    private Optional<ImageSize> size() {
        JsonNode size = labels.path("image_size").path(0);
        JsonNode width = size.path("width");
        JsonNode height = size.path("height");
        if (!width.isInt() || !height.isInt() || width.intValue() < 1 || height.intValue() < 1) {
            problems.add(
                    place, job + ".image_size", "is missing or wrong; give [{\"width\": …, \"height\": …}] in pixels");
            return Optional.empty();
        }
        return Optional.of(new ImageSize(width.intValue(), height.intValue()));
    }

    private Map<Integer, String> classMap() {
        Map<Integer, String> map = new TreeMap<>();
        metadata.path("class-map").properties().forEach(entry -> {
            JsonNode name = entry.getValue();
            boolean right = name.isTextual()
                    && !name.textValue().isEmpty()
                    && name.textValue().length() <= Spooled.LONGEST_TEXT;
            if (!entry.getKey().matches("\\d{1,6}") || !right) {
                problems.add(
                        place,
                        job + GroundTruthReader.METADATA + ".class-map",
                        "entry '%s' is no index with a class name".formatted(entry.getKey()));
                return;
            }
            map.put(Integer.valueOf(entry.getKey()), name.textValue());
            classes.add(name.textValue());
        });
        return map;
    }

    private Optional<Instant> time() {
        JsonNode date = metadata.path("creation-date");
        if (date.isMissingNode()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(date.asText(), Instant::from, LocalDateTime::from);
            // Ground Truth writes no zone; it means UTC.
            return Optional.of(
                    read instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(read));
        } catch (DateTimeException e) {
            problems.add(
                    place,
                    job + GroundTruthReader.METADATA + ".creation-date",
                    "'%s' is no time; write it as in 2025-05-15T10:00:00".formatted(date.asText()));
            return Optional.empty();
        }
    }

    private OptionalDouble confidence(JsonNode objects, int index) {
        JsonNode confidence = objects.path(index).path("confidence");
        if (confidence.isMissingNode()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(confidence.isNumber() ? confidence.doubleValue() : Double.NaN);
    }

    private Optional<RawBox> box(
            int index, JsonNode node, OptionalDouble confidence, Map<Integer, String> map, Optional<Instant> time) {
        String field = job + ".annotations[" + index + "]";
        double[] numbers = new double[4];
        int count = 0;
        for (String name : List.of("left", "top", "width", "height")) {
            JsonNode number = node.path(name);
            if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
                problems.add(
                        place,
                        field + "." + name,
                        "is %s; give a finite number of pixels"
                                .formatted(
                                        number.isMissingNode()
                                                ? "missing"
                                                : number.isNumber() ? number.asText() : number.toString()));
                return Optional.empty();
            }
            numbers[count++] = number.doubleValue();
        }
        JsonNode id = node.path("class_id");
        String name = id.isInt() ? map.get(id.intValue()) : null;
        if (name == null) {
            problems.add(
                    place,
                    field + ".class_id",
                    "is %s; the class map has %s: correct one of them"
                            .formatted(id.isMissingNode() ? "missing" : id.toString(), map.keySet()));
            return Optional.empty();
        }
        return Optional.of(new RawBox(
                new AnnotatedBox(
                        name, numbers[0], numbers[1], numbers[2], numbers[3], confidence, annotator(), time, false),
                place,
                field));
    }

    private Optional<String> annotator() {
        Optional<String> name = Optional.of(metadata.path("job-name").asText())
                .filter(text -> !text.isEmpty() && text.length() < Spooled.LONGEST_TEXT / 2);
        boolean person = metadata.path("human-annotated").asText("yes").equals("yes");
        return person ? name : name.map(text -> GroundTruthReader.MACHINE + text);
    }
}
