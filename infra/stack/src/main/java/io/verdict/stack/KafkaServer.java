package io.verdict.stack;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's combined broker and controller in this process, put together as {@link KafkaRaftServer} does it with two
 * differences: it takes sockets that are bound already, and a fatal fault is kept and logged where that one ends the
 * process, which here may be a test's or a launcher's.
 */
final class KafkaServer {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaServer.class);

    private final ServerFaults faults = new ServerFaults();
    private final ControllerServer controller;
    private final BrokerServer broker;

    /** From a log directory that is formatted already. */
    KafkaServer(KafkaConfig config, BoundSockets sockets) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        Metrics metrics = Server$.MODULE$.initializeMetrics(
                config, Time.SYSTEM, storage._1().clusterId().orElseThrow());
        SharedServer shared = new SharedServer(
                config,
                storage._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                faults,
                sockets);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
    }

    /** Returns when the broker takes requests. */
    void startup() {
        controller.startup();
        broker.startup();
    }

    /** Returns when everything has stopped; the broker first, because it says goodbye to the controller. */
    void shutdown() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    /** The first fault after which the server must not be relied on. */
    Optional<Throwable> fault() {
        return faults.first();
    }
}
