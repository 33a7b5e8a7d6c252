package io.verdict.connectors.sagemaker;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.RunFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows one job to its end: asks with growing, jittered waits, and hands its statuses on. For one job and thread.
 *
 * @param reclaimsBefore of earlier jobs of the run
 * @param billedBefore seconds of earlier jobs of the run
 */
record JobFollowing(
        SageMakerClient client,
        SageMakerSettings settings,
        Pace pace,
        TrainingMonitor monitor,
        int reclaimsBefore,
        double billedBefore) {

    // How long a wish to stop may go unheard.
    private static final Duration LONGEST_DEAFNESS = Duration.ofSeconds(5);

    /** The job when it is over. One that loses its spot machines too often is ended for that. */
    JobState toEnd(String name, int number, int longestSeconds) throws InterruptedException {
        Duration wait = settings.polling().first();
        String seen = "";
        boolean ended = false;
        while (true) {
            Optional<JobState> found = client.describe(name, monitor);
            JobState state = found.orElseThrow(() -> new TrainingFault(
                    RunFailure.TRAINER,
                    "SageMaker no longer knows the training job %s. Resume the run; another one goes on from its checkpoints"
                            .formatted(name)));
            report(state, number, longestSeconds);
            if (state.over()) {
                return state;
            }
            if (!ended && state.spot() && tooMany(state) && !state.status().equals("Stopping")) {
                client.stop(name, monitor);
                ended = true;
            }
            String now =
                    state.status() + state.secondary() + state.transitions().size();
            wait = now.equals(seen) ? longer(wait) : settings.polling().first();
            seen = now;
            rest(jittered(wait));
        }
    }

    private boolean tooMany(JobState state) {
        return reclaimsBefore + state.reclaims() >= settings.spot().reclaims();
    }

    private void report(JobState state, int number, int longestSeconds) {
        Instant moment = pace.clock().instant();
        monitor.billed(billedBefore + state.billed(moment));
        int last =
                state.over() ? state.transitions().size() : state.transitions().size() - 1;
        for (int i = 0; i < last; i++) {
            monitor.passed(String.format(
                    Locale.ROOT, "%d.%d %s", number, i + 1, state.transitions().get(i)));
        }
        monitor.progress(
                "%s: %s (s)".formatted(state.name(), state.secondary()),
                Math.min(state.secondsAt(moment), longestSeconds),
                longestSeconds);
    }

    private Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(settings.polling().longest()) > 0
                ? settings.polling().longest()
                : twice;
    }

    /** Half of the wait for sure, the rest by chance, so that many runs do not ask at once. */
    private Duration jittered(Duration wait) {
        long half = wait.toMillis() / 2;
        return Duration.ofMillis(half + pace.random().nextLong(half + 1));
    }

    private void rest(Duration wait) throws InterruptedException {
        Duration left = wait;
        while (left.toMillis() > 0) {
            monitor.alive();
            Duration part = left.compareTo(LONGEST_DEAFNESS) > 0 ? LONGEST_DEAFNESS : left;
            pace.sleeper().sleep(part);
            left = left.minus(part);
        }
        monitor.alive();
    }
}
