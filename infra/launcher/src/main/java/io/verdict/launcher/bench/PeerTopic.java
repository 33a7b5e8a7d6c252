package io.verdict.launcher.bench;

import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topic that the peer writes to; it belongs to the benchmark, not to the catalog. */
final class PeerTopic {

    private PeerTopic() {}

    static void create(ClusterConfig cluster) throws InterruptedException {
        try (Admin admin = Admin.create(ClientConfigs.admin(cluster))) {
            admin.createTopics(List.of(new NewTopic(PredictorProgram.OUTPUT, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The peer's topic could not be made: " + e.getCause().getMessage(), e);
        }
    }
}
