package io.verdict.launcher.cli;

import io.verdict.events.Box;
import io.verdict.events.LabelSource;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.launcher.labels.LabelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code label submit}. */
@Command(
        name = "submit",
        description = "Say what is on a photo. All boxes are taken, or none.",
        mixinStandardHelpOptions = true)
final class LabelSubmitCommand extends LabelCall {

    private static final String NUMBER = "(-?[0-9.]+)";
    private static final Pattern BOX = Pattern.compile("([^:]+):" + String.join(",", NUMBER, NUMBER, NUMBER, NUMBER));

    /** Where the boxes come from. */
    static final class Boxes {

        @Option(
                names = "--file",
                paramLabel = "FILE",
                required = true,
                description = "YAML or JSON: model, imageWidth, imageHeight, origin, and boxes, each with class, x, y,"
                        + " width, height, in pixels of the upright photo.")
        Path file;

        @Option(
                names = "--box",
                paramLabel = "CLASS:X,Y,WIDTH,HEIGHT",
                required = true,
                description = "A box, in pixels of the upright photo; several times for several.")
        List<String> boxes;

        @Option(names = "--nothing", required = true, description = "There is nothing on the photo.")
        boolean nothing;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    Boxes given;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "Model whose declared classes the labels are of. Default: what the file says, else the classes"
                            + " of labels.yaml.")
    String model;

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            description = "Size of the picture that was labelled; refused where the upright photo has another.")
    String size;

    LabelSubmitCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        LabelFile labels = given.file == null ? typed() : LabelFile.read(given.file);
        Optional<int[]> pixels = Optional.ofNullable(size).map(LabelSubmitCommand::pixels);
        return ask(new SubmitLabels(
                LabelSource.PERSON,
                null,
                labels.origin().orElse(null),
                model == null ? labels.model().orElse(null) : model,
                pixels.map(both -> both[0]).or(labels::width).orElse(null),
                pixels.map(both -> both[1]).or(labels::height).orElse(null),
                labels.boxes()));
    }

    private LabelFile typed() {
        List<SubmittedBox> boxes = new ArrayList<>();
        for (String text : given.boxes == null ? List.<String>of() : given.boxes) {
            boxes.add(Names.parsed("--box", () -> box(text)));
        }
        return new LabelFile(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), boxes);
    }

    private static SubmittedBox box(String text) {
        Matcher parts = BOX.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form CLASS:X,Y,WIDTH,HEIGHT, for example dent:120,80,60,40.");
        }
        float[] numbers = new float[4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(parts.group(i + 2));
        }
        Box box = new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
        return new SubmittedBox(parts.group(1), box, null, null, null, false, Map.of());
    }

    private static int[] pixels(String size) {
        Matcher parts = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})").matcher(size);
        if (!parts.matches()) {
            throw new WrongUseException(
                    "--size: '" + size + "' is not of the form WIDTHxHEIGHT, for example 1600x1200.");
        }
        return new int[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))};
    }
}
