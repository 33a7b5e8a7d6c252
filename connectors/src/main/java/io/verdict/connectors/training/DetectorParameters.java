package io.verdict.connectors.training;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The detector's hyper-parameters by name: defaults, ranges, and what they mean to the trainer. */
final class DetectorParameters {

    private static final int MOST_EPOCHS = 10_000;
    private static final int MOST_IMAGES = 1024;
    private static final int LARGEST_SIDE = 4096;
    private static final int WIDEST = 2048;
    /** Of all epochs, those that see cut-outs: as many as in the shipped detector's training. */
    private static final double CLOSE_UP_SHARE = 39 / 47.0;

    private static final Map<String, String> DEFAULTS = defaults();

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    private DetectorParameters(Map<String, String> values) {
        this.values = values;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("epochs", "47");
        defaults.put("closeUps", "");
        defaults.put("batch", "8");
        defaults.put("lr0", "0.0015");
        defaults.put("weightDecay", "0.02");
        defaults.put("momentum", "0.9");
        defaults.put("mosaic", "0");
        defaults.put("width", "512");
        defaults.put("height", "384");
        defaults.put("channels", "24,48,96,128");
        defaults.put("validateEvery", "5");
        return defaults;
    }

    /**
     * Every parameter with its value.
     *
     * @throws ParameterException naming all that is wrong
     */
    static Map<String, String> complete(Map<String, String> given, int threads) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(given);
        DetectorParameters parameters = new DetectorParameters(all);
        given.keySet().stream()
                .filter(name -> !DEFAULTS.containsKey(name))
                .forEach(name -> parameters.problems.add("the detector has no parameter '%s'.%s There are: %s"
                        .formatted(
                                name, DidYouMean.hint(DEFAULTS.keySet(), name), String.join(", ", DEFAULTS.keySet()))));
        int epochs = parameters.whole("epochs", 1, MOST_EPOCHS);
        if (all.get("closeUps").isEmpty()) {
            all.put("closeUps", Integer.toString((int) Math.round(epochs * CLOSE_UP_SHARE)));
        }
        parameters.config(1, 0, threads);
        parameters.finish();
        return all;
    }

    /** What completed parameters mean to the trainer. */
    static TrainingConfig config(Map<String, String> complete, int classes, long seed, int threads) {
        DetectorParameters parameters = new DetectorParameters(complete);
        TrainingConfig config = parameters.config(classes, seed, threads);
        parameters.finish();
        return config;
    }

    static int validateEvery(Map<String, String> complete) {
        return Integer.parseInt(complete.get("validateEvery"));
    }

    private TrainingConfig config(int classes, long seed, int threads) {
        int epochs = whole("epochs", 1, MOST_EPOCHS);
        int closeUps = whole("closeUps", 0, epochs);
        int batch = whole("batch", 1, MOST_IMAGES);
        double rate = number("lr0", 1e-8, 1);
        double decay = number("weightDecay", 0, 1);
        double momentum = number("momentum", 0, 0.9999);
        double mosaic = number("mosaic", 0, 1);
        int width = whole("width", 32, LARGEST_SIDE);
        int height = whole("height", 32, LARGEST_SIDE);
        whole("validateEvery", 1, MOST_EPOCHS);
        List<Integer> channels = channels();
        if (threads < 1 || batch % threads != 0) {
            problems.add(
                    "batch %d cannot be divided among %d threads equally; choose a multiple".formatted(batch, threads));
        }
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            return new TrainingConfig(
                    new Architecture(classes, width, height, channels),
                    epochs,
                    closeUps,
                    batch,
                    (float) rate,
                    (float) decay,
                    seed,
                    threads,
                    (float) momentum,
                    (float) mosaic);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    private List<Integer> channels() {
        List<Integer> channels = new ArrayList<>();
        String text = values.get("channels");
        for (String part : text.split(",", -1)) {
            Integer count = parsed("channels", part, Integer::valueOf, "four whole numbers such as 24,48,96,128");
            if (count == null || count < 1 || count > WIDEST) {
                problems.add("channels must be 1 to %d each: %s".formatted(WIDEST, text));
                return List.of();
            }
            channels.add(count);
        }
        return channels;
    }

    private int whole(String name, int low, int high) {
        Integer value = parsed(name, values.get(name), Integer::valueOf, "a whole number");
        if (value != null && (value < low || value > high)) {
            note("%s must be %d to %d, not %d".formatted(name, low, high, value));
        }
        return value == null ? low : value;
    }

    private double number(String name, double low, double high) {
        Double value = parsed(name, values.get(name), Double::valueOf, "a number");
        if (value != null && !(value >= low && value <= high)) {
            note("%s must be %s to %s, not %s".formatted(name, low, high, values.get(name)));
        }
        return value == null ? low : value;
    }

    private <T> T parsed(String name, String text, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text.strip());
        } catch (NumberFormatException e) {
            note("%s must be %s, not '%s'".formatted(name, expected, text));
            return null;
        }
    }

    private void note(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private void finish() {
        if (!problems.isEmpty()) {
            throw new ParameterException(problems);
        }
    }
}
