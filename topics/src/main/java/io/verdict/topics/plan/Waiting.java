package io.verdict.topics.plan;

import io.verdict.avro.SchemaRegistryException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers, not for ever, and says who did not answer. */
final class Waiting {
    private final Duration timeout;
    private final Failures failures;

    Waiting(Duration timeout, Failures failures) {
        this.timeout = timeout;
        this.failures = failures;
    }

    /**
     * The answer of the cluster.
     *
     * @throws ClusterException when there is none in time, or when it is a refusal
     */
    <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return get(answer);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(what, e);
        }
    }

    /** What to throw when something could not be done. */
    ClusterException failed(String what, Exception cause) {
        return failures.whileDoing(what, cause);
    }

    /** The answer of the cluster, with its refusals as they are. */
    <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for the cluster", e);
        }
    }

    /** The answer of the registry, which has a time limit of its own. */
    <T> T registry(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SchemaRegistryException e) {
            throw failed(what, e);
        }
    }
}
