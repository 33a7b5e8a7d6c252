package io.verdict.launcher.loop;

import io.verdict.events.ModelDeclaration;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.rollout.RolloutConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How large the circle is; immutable.
 *
 * @param declaration the model and what is asked of its versions
 * @param dataset name of the dataset
 * @param seed of photos, split and training; the same seed gives the same photos
 * @param rounds one for each version, in order; the first learns from nothing, each other one from the one before
 * @param photosPerSecond how fast live photos come while a rollout is under way
 * @param windows in which the rollout's health is measured
 * @param subject what is photographed, labelled and learnt
 */
public record LoopPlan(
        DeclarationFile.Declared declaration,
        String dataset,
        long seed,
        List<Round> rounds,
        double photosPerSecond,
        RolloutConfig windows,
        LoopSubject subject) {

    /** The narrowest photos that curation accepts. */
    public static final int WIDTH = 800;

    public static final int HEIGHT = 600;

    /** Threads that draw and train: part of what decides the result. */
    static final int THREADS = 2;

    private static final String SHIPPED = "/models/panel-damage/declaration.yaml";
    private static final Map<String, String> DETECTOR =
            Map.of("width", "256", "height", "192", "channels", "16,32,64,96", "batch", "4", "lr0", "0.002");

    /**
     * One time around.
     *
     * @param photos that come before it, beside those that are there
     * @param parameters of the run
     */
    public record Round(int photos, Map<String, String> parameters) {

        public Round {
            parameters = Map.copyOf(parameters);
            if (photos < 1) {
                throw new IllegalArgumentException("A round needs photos to be labelled, not " + photos);
            }
        }
    }

    public LoopPlan {
        Objects.requireNonNull(declaration, "declaration");
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(subject, "subject");
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty() || !(photosPerSecond > 0)) {
            throw new IllegalArgumentException("A loop has rounds and live photos, not %d and %s a second"
                    .formatted(rounds.size(), photosPerSecond));
        }
    }

    /** The same about car panels. */
    public LoopPlan(
            DeclarationFile.Declared declaration,
            String dataset,
            long seed,
            List<Round> rounds,
            double photosPerSecond,
            RolloutConfig windows) {
        this(declaration, dataset, seed, rounds, photosPerSecond, windows, new CarPanels());
    }

    /** Some minutes on two cores: a first version that has seen little, and one that has seen three times as much. */
    public static LoopPlan standard(long seed, double photosPerSecond) {
        return new LoopPlan(
                shipped(SHIPPED),
                "panels",
                seed,
                List.of(new Round(200, detector("20", "14", "10")), new Round(450, detector("36", "26", "9"))),
                photosPerSecond,
                RolloutConfig.STANDARD.withWindow(Duration.ofSeconds(5)));
    }

    private static Map<String, String> detector(String epochs, String closeUps, String validateEvery) {
        Map<String, String> parameters = new HashMap<>(DETECTOR);
        parameters.putAll(Map.of("epochs", epochs, "closeUps", closeUps, "validateEvery", validateEvery));
        return parameters;
    }

    /**
     * A declaration that comes with the platform.
     *
     * @param resource its place on the class path
     */
    public static DeclarationFile.Declared shipped(String resource) {
        try (InputStream in = LoopPlan.class.getResourceAsStream(resource)) {
            return DeclarationFile.parse("declaration.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    /** The model's name. */
    public String model() {
        return declaration.model();
    }

    /** What is asked of the model's versions. */
    ModelDeclaration declared() {
        return declaration.declaration();
    }
}
