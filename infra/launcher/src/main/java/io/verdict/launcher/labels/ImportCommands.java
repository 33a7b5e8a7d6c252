package io.verdict.launcher.labels;

import io.verdict.avro.EventIds;
import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.events.Box;
import io.verdict.events.LabelSource;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes commands of imported images. Boxes keep the annotator and the time that the file gives them; a set is its boxes'
 * annotator's where they have one in common, else the file's only one's, else who imports it. Immutable.
 *
 * @param model the model whose classes they are of
 * @param origin the file and its format, for people
 * @param person who imports
 * @param onlyAnnotator whose every box of the file is; empty where there are several, or none
 */
record ImportCommands(String model, String origin, String person, Optional<String> onlyAnnotator) {

    /** The command for an image, whose name is the photo's id. */
    SubmitLabels command(AnnotatedImage image) {
        return new SubmitLabels(
                isByMachine(image) ? LabelSource.MODEL : LabelSource.IMPORT,
                annotator(image),
                origin,
                model,
                image.width(),
                image.height(),
                image.boxes().stream().map(ImportCommands::box).toList());
    }

    /**
     * The id of an image's command: the same labels of the same people give the same one, whatever the file is called and
     * in whatever order the boxes stand there.
     *
     * @param uploadedAt when the photo was uploaded, which the id sorts by
     * @param refusals how often this was refused before, so that it can be asked again once the reason is gone
     */
    String commandId(AnnotatedImage image, Instant uploadedAt, int refusals) {
        String boxes =
                image.boxes().stream().map(box -> content(box(box))).sorted().collect(Collectors.joining("\n"));
        return EventIds.ofContent(
                uploadedAt,
                String.join(
                        "\n", "label-import/1", image.name(), model, person, annotator(image), "" + refusals, boxes));
    }

    private String annotator(AnnotatedImage image) {
        List<Optional<String>> theirs =
                image.boxes().stream().map(AnnotatedBox::annotator).distinct().toList();
        Optional<String> common = theirs.size() == 1 ? theirs.get(0) : Optional.empty();
        return common.or(() -> theirs.isEmpty() ? onlyAnnotator : Optional.empty())
                .orElse(person);
    }

    private static boolean isByMachine(AnnotatedImage image) {
        return !image.boxes().isEmpty() && image.boxes().stream().allMatch(AnnotatedBox::isByMachine);
    }

    private static SubmittedBox box(AnnotatedBox box) {
        return new SubmittedBox(
                box.className(),
                new Box((float) box.left(), (float) box.top(), (float) box.width(), (float) box.height()),
                box.annotator().orElse(null),
                box.time()
                        .map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                        .orElse(null),
                box.confidence().isPresent() ? (float) box.confidence().getAsDouble() : null,
                box.crowd(),
                Map.of());
    }

    private static String content(SubmittedBox box) {
        return String.join(
                "\t",
                box.getLabel(),
                box.getBox().toString(),
                String.valueOf(box.getAuthor()),
                String.valueOf(box.getDrawnAtMicros()),
                String.valueOf(box.getScore()),
                String.valueOf(box.getCrowd()));
    }
}
