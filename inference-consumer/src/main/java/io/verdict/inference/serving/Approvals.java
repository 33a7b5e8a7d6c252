package io.verdict.inference.serving;

import io.verdict.events.ServingArm;
import java.util.Optional;

/** Knows which versions are approved, from somewhere else than the plan that claims it. For one thread. */
public interface Approvals extends AutoCloseable {

    /**
     * Why an arm must not be served; empty where its approval stands.
     *
     * @throws RuntimeException where that cannot be found out now
     */
    Optional<String> objection(String model, ServingArm arm);

    @Override
    void close();
}
