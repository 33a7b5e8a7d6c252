package io.verdict.launcher.scenario;

import io.verdict.launcher.loop.LoopPlan;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.rollout.RolloutConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How large the drone scenario is; immutable.
 *
 * @param declaration the model and what is asked of its versions
 * @param seed of scenes, split and training
 * @param scenes to learn from and to be tested on
 * @param parameters of the run
 * @param later scenes that come when the version serves
 * @param cars photos of another source that come with them
 * @param windows in which the rollout's health is measured
 */
public record DronePlan(
        DeclarationFile.Declared declaration,
        long seed,
        int scenes,
        Map<String, String> parameters,
        int later,
        int cars,
        RolloutConfig windows) {

    private static final String SHIPPED = "/models/drone/declaration.yaml";
    /** No live scenes are needed for a first version; the loop wants a rate. */
    private static final double UNUSED_RATE = 1;

    private static final Map<String, String> DETECTOR = Map.of(
            "width", "384",
            "height", "288",
            "channels", "16,32,64,96",
            "batch", "4",
            "lr0", "0.002",
            "epochs", "44",
            "closeUps", "30",
            "validateEvery", "11");

    public DronePlan {
        parameters = Map.copyOf(parameters);
        if (later < 1 || cars < 1) {
            throw new IllegalArgumentException(
                    "New scenes and photos of cars have to come, not %d and %d".formatted(later, cars));
        }
    }

    /** Some minutes on two cores. */
    public static DronePlan standard(long seed) {
        return new DronePlan(
                LoopPlan.shipped(SHIPPED),
                seed,
                560,
                DETECTOR,
                24,
                2,
                RolloutConfig.STANDARD.withWindow(Duration.ofSeconds(5)));
    }

    LoopPlan loop(AerialScenes subject) {
        return new LoopPlan(
                declaration,
                "aerial",
                seed,
                List.of(new LoopPlan.Round(scenes, parameters)),
                UNUSED_RATE,
                windows,
                subject);
    }
}
