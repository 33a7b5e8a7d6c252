package io.verdict.launcher.labels;

import static io.verdict.launcher.labels.LabelEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.events.LabelSource;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What an imported image becomes on the log (LAB-1, LAB-2). */
class ImportCommandsTest {

    private static final Instant DRAWN = Instant.parse("2018-10-18T22:18:13.527256Z");
    private static final ImportCommands COMMANDS =
            new ImportCommands("car-damage", "labels.json (coco)", "imp", Optional.of("job-1"));

    private static AnnotatedBox box(String label, double left, String annotator) {
        return new AnnotatedBox(
                label,
                left,
                20,
                30,
                40,
                OptionalDouble.of(0.75),
                Optional.ofNullable(annotator),
                Optional.of(DRAWN),
                false);
    }

    private static AnnotatedImage image(AnnotatedBox... boxes) {
        return new AnnotatedImage("p1", 1600, 1200, List.of(boxes));
    }

    @Test
    void shouldKeepWhoDrewABoxAndWhen() {
        SubmitLabels command = COMMANDS.command(image(box("dent", 10.1, "ann"), box("scratch", 50, "ann")));
        assertThat(command.getSource()).isEqualTo(LabelSource.IMPORT);
        assertThat(command.getAnnotator()).isEqualTo("ann");
        assertThat(command.getImageWidth()).isEqualTo(1600);
        SubmittedBox first = command.getBoxes().get(0);
        assertThat(first.getAuthor()).isEqualTo("ann");
        assertThat(first.getDrawnAtMicros()).isEqualTo(1_539_901_093_527_256L);
        assertThat(first.getBox().getX()).isEqualTo(10.1f);
        assertThat(first.getScore()).isEqualTo(0.75f);
    }

    @Test
    void shouldSayWhoseASetIs() {
        assertThat(COMMANDS.command(image(box("dent", 1, "ann"), box("dent", 2, "bob")))
                        .getAnnotator())
                .as("of several annotators")
                .isEqualTo("imp");
        assertThat(COMMANDS.command(image(box("dent", 1, null))).getAnnotator()).isEqualTo("imp");
        assertThat(COMMANDS.command(image()).getAnnotator())
                .as("nothing on it, in a file of one annotator")
                .isEqualTo("job-1");
        SubmitLabels machine = COMMANDS.command(image(box("dent", 1, "machine:job-1")));
        assertThat(machine.getSource()).isEqualTo(LabelSource.MODEL);
        assertThat(machine.getAnnotator()).isEqualTo("machine:job-1");
    }

    @Test
    void shouldCallTheSameLabelsTheSame() {
        AnnotatedBox dent = box("dent", 1, "ann");
        AnnotatedBox scratch = box("scratch", 2, "ann");
        String id = COMMANDS.commandId(image(dent, scratch), NOW, 0);
        ImportCommands renamed = new ImportCommands("car-damage", "other.json (coco)", "imp", Optional.of("job-1"));
        assertThat(renamed.commandId(image(scratch, dent), NOW, 0)).isEqualTo(id);
        assertThat(List.of(
                        COMMANDS.commandId(image(dent, scratch), NOW, 1),
                        COMMANDS.commandId(image(dent), NOW, 0),
                        COMMANDS.commandId(image(dent, box("scratch", 2.5, "ann")), NOW, 0),
                        COMMANDS.commandId(image(dent, box("scratch", 2, "bob")), NOW, 0),
                        new ImportCommands("other", "o", "imp", Optional.of("job-1"))
                                .commandId(image(dent, scratch), NOW, 0)))
                .doesNotHaveDuplicates()
                .doesNotContain(id);
    }

    @Test
    void shouldKnowWhatTheLabelsAppHasAnswered() {
        EarlierCommands earlier = new EarlierCommands();
        earlier.add(LabelEvents.submitted(1, LabelEvents.set("taken", "p1", "car-damage")));
        earlier.add(LabelEvents.refused("p1", "refused"));
        assertThat(earlier.wasTaken("taken")).isTrue();
        assertThat(earlier.wasRefused("taken")).isFalse();
        assertThat(earlier.wasRefused("refused")).isTrue();
        assertThat(earlier.wasTaken("refused")).isFalse();
    }
}
