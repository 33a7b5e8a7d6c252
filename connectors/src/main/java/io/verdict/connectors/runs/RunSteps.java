package io.verdict.connectors.runs;

import io.verdict.avro.RetryPolicy;
import io.verdict.events.NamedContent;
import io.verdict.events.StepFinished;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Takes the steps of a run one after the other, tries again what may pass, and writes all of it to the log. */
final class RunSteps {

    private final RunLog log;
    private final Watch.Following following;
    private final Retrying retrying;

    RunSteps(RunLog log, Watch.Following following, Retrying retrying) {
        this.log = log;
        this.following = following;
        this.retrying = retrying;
    }

    /** How often, how long and by which dice. */
    record Retrying(RetryPolicy policy, RandomGenerator random, Sleeper sleeper) {}

    /**
     * What a step came to.
     *
     * @param outputs what it made, by content
     * @param facts what becomes visible together with its end
     */
    record Done<T>(T value, List<NamedContent> outputs, List<?> facts) {

        static Done<Void> nothing() {
            return new Done<>(null, List.of(), List.of());
        }
    }

    /** What a step does. */
    @FunctionalInterface
    interface Body<T> {
        Done<T> run() throws Exception;
    }

    /**
     * Takes a step.
     *
     * @param inputs what an attempt reads; asked for each, as a later one may go on from where an earlier one came
     * @throws StepFault if it failed for good
     * @throws StopAsked if somebody ended the run
     */
    <T> T take(String name, Supplier<List<NamedContent>> inputs, Body<T> body) throws InterruptedException {
        for (int retry = 1; ; retry++) {
            int attempt = 1
                    + Optional.ofNullable(log.history().steps().get(name))
                            .map(StepState::attempt)
                            .orElse(0);
            stopIfAsked();
            log.append(List.of(new StepStarted(name, attempt, inputs.get())));
            following.listener().step(name, attempt);
            try {
                Done<T> done = body.run();
                List<Object> facts = new ArrayList<>(List.of(new StepFinished(name, attempt, done.outputs())));
                facts.addAll(done.facts());
                log.append(facts);
                return done.value();
            } catch (StopAsked | RunLogException | RunRefusedException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                retry(name, attempt, retry, Faults.of(e));
            } catch (LinkageError | OutOfMemoryError | StackOverflowError | AssertionError e) {
                // A trainer's death is its run's failure, not the process's.
                retry(name, attempt, retry, Faults.of(e));
            }
        }
    }

    private void retry(String name, int attempt, int retry, TrainingFault fault) throws InterruptedException {
        if (!fault.passing() || retry > retrying.policy().retries()) {
            throw new StepFault(name, attempt, fault);
        }
        Duration wait = retrying.policy().wait(retry, retrying.random());
        log.append(List.of(new StepRetried(name, attempt, fault.getMessage(), wait.toMillis())));
        following.listener().retry(name, fault.getMessage(), wait.toMillis());
        retrying.sleeper().sleep(wait);
    }

    private void stopIfAsked() {
        following.stop().asked().ifPresent(stop -> {
            throw new StopAsked(stop);
        });
    }
}
