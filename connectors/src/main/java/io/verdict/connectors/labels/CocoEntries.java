package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads single entries of COCO's arrays from the token stream. Besides COCO's own fields of an annotation,
 * {@code score} (as in COCO's results), {@code annotator} and {@code annotated_at} (ISO 8601) are understood.
 */
final class CocoEntries {

    private static final int BOX_NUMBERS = 4;

    private final JsonParser parser;
    private final JsonFields fields;
    private final Problems problems;

    CocoEntries(JsonParser parser, JsonFields fields, Problems problems) {
        this.parser = parser;
        this.fields = fields;
        this.problems = problems;
    }

    /** Adds a category, where there is one. */
    void category(int index, Map<Long, String> categories) throws IOException {
        String path = "categories[" + index + "]";
        if (!fields.begins(JsonToken.START_OBJECT, path)) {
            return;
        }
        Place place = fields.here();
        OptionalLong id = OptionalLong.empty();
        Optional<String> name = Optional.empty();
        long before = problems.count();
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "id" -> id = fields.whole(path + ".id");
                case "name" -> name = fields.text(path + ".name");
                default -> parser.skipChildren();
            }
        }
        if (isComplete(before, place, path, id.isPresent(), "id", name.isPresent(), "name")) {
            if (categories.containsValue(name.get())) {
                problems.add(
                        place, path + ".name", "'%s' is there twice; give each class one id".formatted(name.get()));
            }
            if (categories.putIfAbsent(id.getAsLong(), name.get()) != null) {
                problems.add(
                        place, path + ".id", "%d is there twice; number the classes anew".formatted(id.getAsLong()));
            }
        }
    }

    /** The image at the parser; empty where it is not usable. */
    Optional<CocoRow.Image> image(int index) throws IOException {
        String path = "images[" + index + "]";
        if (!fields.begins(JsonToken.START_OBJECT, path)) {
            return Optional.empty();
        }
        Place place = fields.here();
        OptionalLong id = OptionalLong.empty();
        OptionalLong width = OptionalLong.empty();
        OptionalLong height = OptionalLong.empty();
        Optional<String> name = Optional.empty();
        long before = problems.count();
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "id" -> id = fields.whole(path + ".id");
                case "file_name" -> name = fields.text(path + ".file_name");
                case "width" -> width = side(path + ".width");
                case "height" -> height = side(path + ".height");
                default -> parser.skipChildren();
            }
        }
        if (!isComplete(before, place, path, id.isPresent(), "id", name.isPresent(), "file_name")) {
            return Optional.empty();
        }
        Optional<ImageSize> size = width.isPresent() && height.isPresent()
                ? Optional.of(new ImageSize((int) width.getAsLong(), (int) height.getAsLong()))
                : Optional.empty();
        return Optional.of(new CocoRow.Image(id.getAsLong(), index, place.line(), place.column(), name.get(), size));
    }

    private OptionalLong side(String path) throws IOException {
        Place place = fields.here();
        OptionalLong side = fields.whole(path);
        if (side.isPresent() && (side.getAsLong() < 1 || side.getAsLong() > Integer.MAX_VALUE)) {
            problems.add(place, path, "is %d; give the image's size in pixels".formatted(side.getAsLong()));
            return OptionalLong.empty();
        }
        return side;
    }

    /** The annotation at the parser; empty where it is not usable. */
    Optional<CocoRow.Box> annotation(int index) throws IOException {
        String path = "annotations[" + index + "]";
        if (!fields.begins(JsonToken.START_OBJECT, path)) {
            return Optional.empty();
        }
        Place place = fields.here();
        OptionalLong id = OptionalLong.empty();
        OptionalLong image = OptionalLong.empty();
        OptionalLong category = OptionalLong.empty();
        Optional<double[]> box = Optional.empty();
        OptionalDouble score = OptionalDouble.empty();
        Optional<String> annotator = Optional.empty();
        Optional<Instant> time = Optional.empty();
        boolean crowd = false;
        long before = problems.count();
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "id" -> id = fields.whole(path + ".id");
                case "image_id" -> image = fields.whole(path + ".image_id");
                case "category_id" -> category = fields.whole(path + ".category_id");
                case "bbox" -> box = box(path + ".bbox");
                case "iscrowd" -> crowd = fields.whole(path + ".iscrowd").orElse(0) == 1;
                case "score" -> score = fields.number(path + ".score");
                case "annotator" -> annotator = fields.text(path + ".annotator");
                case "annotated_at" -> time = time(path + ".annotated_at");
                default -> parser.skipChildren();
            }
        }
        boolean complete = isComplete(before, place, path, id.isPresent(), "id", image.isPresent(), "image_id")
                & isComplete(before, place, path, category.isPresent(), "category_id", box.isPresent(), "bbox");
        if (!complete) {
            return Optional.empty();
        }
        double[] at = box.get();
        return Optional.of(new CocoRow.Box(
                image.getAsLong(),
                index,
                place.line(),
                place.column(),
                id.getAsLong(),
                category.getAsLong(),
                new AnnotatedBox("", at[0], at[1], at[2], at[3], score, annotator, time, crowd)));
    }

    private Optional<double[]> box(String path) throws IOException {
        if (!fields.begins(JsonToken.START_ARRAY, path)) {
            return Optional.empty();
        }
        Place place = fields.here();
        double[] numbers = new double[BOX_NUMBERS];
        int count = 0;
        boolean right = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < BOX_NUMBERS) {
                OptionalDouble number = fields.number(path + "[" + count + "]");
                right &= number.isPresent();
                numbers[count] = number.orElse(0);
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count != BOX_NUMBERS) {
            problems.add(place, path, "has %d numbers; give left, top, width and height".formatted(count));
            return Optional.empty();
        }
        return right ? Optional.of(numbers) : Optional.empty();
    }

    private Optional<Instant> time(String path) throws IOException {
        Place place = fields.here();
        Optional<String> text = fields.text(path);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException e) {
            problems.add(
                    place, path, "'%s' is no time; write it as in 2025-05-15T10:00:00Z".formatted(text.orElse("")));
            return Optional.empty();
        }
    }

    /** Says what is missing, but not of a field that was there and wrong. */
    private boolean isComplete(
            long problemsBefore, Place place, String path, boolean hasOne, String one, boolean hasOther, String other) {
        if (problems.count() == problemsBefore) {
            if (!hasOne) {
                problems.add(place, path, "lacks '%s'; add it".formatted(one));
            }
            if (!hasOther) {
                problems.add(place, path, "lacks '%s'; add it".formatted(other));
            }
        }
        return hasOne && hasOther;
    }
}
