package io.verdict.launcher.scenario;

import io.verdict.streams.registry.DeclarationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * How large the scenario is; immutable.
 *
 * @param declaration the model and what is asked of its versions
 * @param baskets how many are drawn
 * @param spoiled how many of the file's rows are made bad, so that the quarantine has something to say
 * @param seed of baskets, what is spoiled, and training
 * @param candidate parameters of the run that is meant to become the model
 * @param weak parameters of the run that is not meant to pass the gates
 * @param questions how many test rows are asked about
 */
public record PriceSensitivityPlan(
        DeclarationFile.Declared declaration,
        int baskets,
        int spoiled,
        long seed,
        Map<String, String> candidate,
        Map<String, String> weak,
        int questions) {

    private static final String SHIPPED = "/models/price-sensitivity/declaration.yaml";

    public PriceSensitivityPlan {
        Objects.requireNonNull(declaration, "declaration");
        candidate = Map.copyOf(candidate);
        weak = Map.copyOf(weak);
        if (baskets < 1 || spoiled < 0 || questions < 1) {
            throw new IllegalArgumentException(
                    "There are baskets and questions, not %d (%d bad) and %d".formatted(baskets, spoiled, questions));
        }
    }

    /** A forest of a hundred trees on so many baskets, and one of a single stump. */
    public static PriceSensitivityPlan standard(int baskets, long seed) {
        return new PriceSensitivityPlan(
                shipped(),
                baskets,
                baskets / 200,
                seed,
                Map.of("kind", "forest", "trees", "100"),
                Map.of("kind", "forest", "trees", "1", "maxDepth", "1"),
                8);
    }

    private static DeclarationFile.Declared shipped() {
        try (InputStream in = PriceSensitivityPlan.class.getResourceAsStream(SHIPPED)) {
            return DeclarationFile.parse("declaration.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED, e);
        }
    }

    /** The model's name. */
    public String model() {
        return declaration.model();
    }
}
