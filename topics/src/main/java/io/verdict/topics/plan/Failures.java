package io.verdict.topics.plan;

import io.verdict.avro.RegistryUnavailableException;
import io.verdict.topics.ClusterConfig;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Says in one sentence what a client's exception means and what to do about it. */
final class Failures {
    private final ClusterConfig config;

    Failures(ClusterConfig config) {
        this.config = config;
    }

    ClusterException whileDoing(String what, Throwable thrown) {
        return new ClusterException("Cannot " + what + ": " + cause(thrown), thrown);
    }

    String cause(Throwable thrown) {
        Throwable root = unwrapped(thrown);
        if (root instanceof RegistryUnavailableException) {
            return root.getMessage();
        }
        if (root instanceof TimeoutException || root instanceof java.util.concurrent.TimeoutException) {
            return "no broker answers at " + config.bootstrap()
                    + ". Check that the cluster runs and that --bootstrap and security.* are right.";
        }
        if (root instanceof AuthenticationException) {
            return "the brokers at " + config.bootstrap() + " do not let us in (" + root.getMessage()
                    + "). Check security.*, sasl.* and ssl.*.";
        }
        if (root instanceof AuthorizationException) {
            return "not allowed (" + root.getMessage() + "). Use a principal that may, or have it granted.";
        }
        if (root instanceof SecurityDisabledException) {
            return "the cluster has no authorizer, so there are no access rules. Leave access rules out.";
        }
        if (root instanceof InvalidReplicationFactorException) {
            return "too few brokers are up for the copies (" + root.getMessage() + "). Start them and plan again.";
        }
        if (root instanceof TopicExistsException) {
            return "somebody else created it meanwhile. Plan again.";
        }
        if (root instanceof ConfigException) {
            return root.getMessage() + ". Check the settings of the cluster.";
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The first cause that says something: wrappers of futures and of client construction do not. */
    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown.getClass() == org.apache.kafka.common.KafkaException.class;
        return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }
}
