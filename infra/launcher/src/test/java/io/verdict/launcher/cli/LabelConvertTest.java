package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code label convert}, which needs no cluster (LAB-2). */
class LabelConvertTest {

    @TempDir
    Path folder;

    private final Cli cli = new Cli();

    @Test
    void shouldConvertWhatIsRightAndSayWhatItHolds() throws IOException {
        Path coco = coco("[1,2,30,40]");
        Path yolo = folder.resolve("yolo");
        Answer answer = cli.run("label", "convert", coco.toString(), yolo.toString());
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).isEqualTo("""
                        1 images (0 without boxes), 1 boxes (1 dent); 0 cut at the edge, 0 of crowds, 0 images unlabelled
                        %s: 1 images, 1 boxes; 0 crowds left out
                        """.formatted(yolo));
        assertThat(yolo.resolve("labels/a.txt")).hasContent("0 0.0250000000 0.0458333333 0.0468750000 0.0833333333");
        assertThat(cli.run("label", "convert", coco.toString(), "--json")
                        .json()
                        .get("boxes")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void shouldWriteNothingOfWhatIsWrong() throws IOException {
        Path coco = coco("[1,2,3000,40]");
        Path target = folder.resolve("out.manifest");
        Answer answer = cli.run("label", "convert", coco.toString(), target.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(answer.out())
                .startsWith(coco + ":1:82: annotations[0].bbox: box from (1, 2) to (3001, 42) reaches 2361 px beyond")
                .endsWith("1 problems; nothing of it is used.\n");
        assertThat(target).doesNotExist();
    }

    @Test
    void shouldAskForAFormatThatItCannotGuess() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.xml"), "<annotation/>");
        Answer answer = cli.run("label", "convert", file.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("looks like no label file; name its format with --format");
        assertThat(cli.run("label", "convert", file.toString(), "--format", "voc")
                        .err())
                .contains("there is no format 'voc'; use coco, yolo or ground-truth.");
    }

    private Path coco(String box) throws IOException {
        return Files.writeString(
                folder.resolve("labels.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\",\"width\":640,\"height\":480}],\"annotations\":["
                        + "{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":" + box
                        + "}],\"categories\":[{\"id\":1,\"name\":\"dent\"}]}");
    }
}
