package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * COCO's object detection format (cocodataset.org, "Data format"), in one pass.
 *
 * <p>The format puts no order on its arrays, so images and annotations are joined by a sort on disk; memory does not grow
 * with the file. Categories are held in memory. Segmentations and fields that are not COCO's are passed over.
 */
final class CocoReader implements LabelReader {

    private static final long MEMORY = 8 << 20;
    private static final Set<String> PARTS = Set.of("images", "annotations", "categories");

    private final Path path;
    private final String file;
    private final Map<Long, String> categories = new LinkedHashMap<>();

    CocoReader(Path path) {
        this.path = path;
        this.file = path.toString();
    }

    @Override
    public List<String> classes() {
        return List.copyOf(categories.values());
    }

    @Override
    public void read(RawSink sink, Problems problems, Scratch scratch) throws IOException {
        ExternalSort<CocoRow> rows = new ExternalSort<>(scratch, new CocoRow.Form(), CocoRow.ORDER, MEMORY);
        Comparator<CocoRow> byId = Comparator.comparingLong(row -> row instanceof CocoRow.Box box ? box.id() : 0);
        ExternalSort<CocoRow> ids =
                new ExternalSort<>(scratch, new CocoRow.Form(), byId.thenComparingInt(CocoRow::index), MEMORY);
        if (parse(rows, ids, problems)) {
            refuseRepeatedIds(ids, problems);
            join(rows, sink, problems);
        }
    }

    /** Whether the file was read to its end. */
    private boolean parse(ExternalSort<CocoRow> rows, ExternalSort<CocoRow> ids, Problems problems) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
                JsonParser parser = JsonFields.FACTORY.createParser(in)) {
            JsonFields fields = new JsonFields(parser, file, problems);
            if (parser.nextToken() == null) {
                problems.add(Place.of(file), "", "is empty; export it again");
                return false;
            }
            if (!fields.begins(JsonToken.START_OBJECT, "")) {
                return false;
            }
            root(parser, fields, new CocoEntries(parser, fields, problems), rows, ids, problems);
            if (parser.nextToken() != null) {
                problems.add(fields.here(), "", "goes on after its end; a COCO file is one JSON object");
            }
            return true;
        } catch (JsonProcessingException e) {
            JsonFields.broken(e, file, 0, problems);
            return false;
        } catch (CharConversionException e) {
            problems.add(Place.of(file), "", "is no text in UTF-8; convert it");
            return false;
        }
    }

    private void root(
            JsonParser parser,
            JsonFields fields,
            CocoEntries entries,
            ExternalSort<CocoRow> rows,
            ExternalSort<CocoRow> ids,
            Problems problems)
            throws IOException {
        Set<String> missing = new TreeSet<>(PARTS);
        for (String part = fields.next(); part != null; part = fields.next()) {
            if (!PARTS.contains(part)) {
                parser.skipChildren();
                continue;
            }
            missing.remove(part);
            if (!fields.begins(JsonToken.START_ARRAY, part)) {
                continue;
            }
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                switch (part) {
                    case "categories" -> entries.category(index, categories);
                    case "images" -> add(entries.image(index), rows);
                    default -> {
                        Optional<CocoRow.Box> box = entries.annotation(index);
                        add(box, rows);
                        add(box, ids);
                    }
                }
            }
        }
        for (String part : missing) {
            problems.add(Place.of(file), part, "is missing; a COCO file has images, annotations and categories");
        }
    }

    private static void add(Optional<? extends CocoRow> row, ExternalSort<CocoRow> rows) throws IOException {
        if (row.isPresent()) {
            rows.add(row.get());
        }
    }

    private void refuseRepeatedIds(ExternalSort<CocoRow> ids, Problems problems) throws IOException {
        try (Sorted<CocoRow> sorted = ids.sorted()) {
            CocoRow.Box first = null;
            while (sorted.hasNext()) {
                CocoRow.Box next = (CocoRow.Box) sorted.next();
                if (first != null && first.id() == next.id()) {
                    problems.add(
                            place(next),
                            field(next) + ".id",
                            "%d is there twice, first in %s; number the annotations anew"
                                    .formatted(next.id(), field(first)));
                } else {
                    first = next;
                }
            }
        }
    }

    private void join(ExternalSort<CocoRow> rows, RawSink sink, Problems problems) throws IOException {
        try (Sorted<CocoRow> sorted = rows.sorted()) {
            CocoRow.Image image = null;
            List<RawBox> boxes = new ArrayList<>();
            while (sorted.hasNext()) {
                CocoRow row = sorted.next();
                boolean sameImage = image != null && image.imageId() == row.imageId();
                if (row instanceof CocoRow.Image next && sameImage) {
                    problems.add(
                            place(next),
                            field(next) + ".id",
                            "%d is there twice, first in %s; give each image its own"
                                    .formatted(next.imageId(), field(image)));
                } else if (row instanceof CocoRow.Image next) {
                    emit(image, boxes, sink);
                    image = next;
                    boxes.clear();
                } else if (row instanceof CocoRow.Box box && sameImage) {
                    take(box, boxes, problems);
                } else {
                    problems.add(
                            place(row),
                            field(row) + ".image_id",
                            "%d is no image of this file; add the image or delete the annotation"
                                    .formatted(row.imageId()));
                }
            }
            emit(image, boxes, sink);
        }
    }

    private void take(CocoRow.Box row, List<RawBox> boxes, Problems problems) {
        String name = categories.get(row.category());
        if (name == null) {
            problems.add(
                    place(row),
                    field(row) + ".category_id",
                    "%d is no category of this file (%s); correct it or add the category"
                            .formatted(row.category(), categories.keySet()));
        } else if (boxes.size() == ImageCheck.MOST_BOXES) {
            problems.add(
                    place(row),
                    field(row),
                    "image id %d has more than %d boxes; is image_id right?"
                            .formatted(row.imageId(), ImageCheck.MOST_BOXES));
        } else {
            AnnotatedBox box = row.box();
            boxes.add(new RawBox(
                    new AnnotatedBox(
                            name,
                            box.left(),
                            box.top(),
                            box.width(),
                            box.height(),
                            box.confidence(),
                            box.annotator(),
                            box.time(),
                            box.crowd()),
                    place(row),
                    field(row) + ".bbox"));
        }
    }

    private void emit(CocoRow.Image image, List<RawBox> boxes, RawSink sink) throws IOException {
        if (image != null) {
            sink.image(new RawImage(image.name(), image.size(), false, List.copyOf(boxes), place(image), field(image)));
        }
    }

    private Place place(CocoRow row) {
        return new Place(file, row.line(), row.column());
    }

    private static String field(CocoRow row) {
        return (row instanceof CocoRow.Image ? "images[" : "annotations[") + row.index() + "]";
    }
}
