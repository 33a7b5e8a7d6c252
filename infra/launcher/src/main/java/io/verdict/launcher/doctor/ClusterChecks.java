package io.verdict.launcher.doctor;

import io.verdict.avro.SchemaRegistry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks at the cluster: broker, topics, schema registry. */
public final class ClusterChecks {

    private static final String START =
            "Start it with `infra/verdict up`, or name another with --bootstrap/--registry.";

    private final ClusterConfig cluster;

    public ClusterChecks(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    /** Where nobody has said as whom to ask. */
    public static List<Finding> notAsked(String advice) {
        return List.of(Finding.failure("broker", "not asked, as nobody is signed in", advice));
    }

    public List<Finding> run() {
        try (Admin admin = Admin.create(ClientConfigs.admin(cluster))) {
            int nodes = admin.describeCluster().nodes().get().size();
            Finding broker = Finding.ok("broker", cluster.bootstrap() + " answers, " + nodes + " node(s)");
            return List.of(broker, topics(admin.listTopics().names().get()), registry());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(
                    Finding.failure("broker", cluster.bootstrap() + " does not answer: " + cause.getMessage(), START),
                    registry());
        }
    }

    private static Finding topics(Set<String> present) {
        List<String> missing = Topics.all().stream()
                .map(Topic::name)
                .filter(name -> !present.contains(name))
                .toList();
        return missing.isEmpty()
                ? Finding.ok("topics", "all " + Topics.all().size() + " of the catalog are there")
                : Finding.failure("topics", "missing: " + String.join(", ", missing), "infra/verdict topics apply");
    }

    private Finding registry() {
        try {
            int subjects = SchemaRegistry.from(cluster.serdeConfig()).subjects().size();
            return Finding.ok("registry", cluster.registry() + " answers, " + subjects + " subjects");
        } catch (RuntimeException e) {
            return Finding.failure("registry", e.getMessage(), START);
        }
    }
}
