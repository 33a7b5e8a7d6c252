package io.verdict.stack;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The Kafka server's properties for one combined broker and controller on a small machine. */
final class BrokerProperties {
    static final int NODE_ID = 1;

    private static final String ONE = "1";
    private static final String INTERNAL_PARTITIONS = "4";
    private static final String FOR_EVER = "-1";

    private BrokerProperties() {}

    /** For the given configuration with its free ports filled in, keeping the log in the given directory. */
    static Properties of(BrokerConfig config, int port, int controllerPort, Path logDirectory) {
        return of(config, port, controllerPort, logDirectory, Optional.empty());
    }

    /** The same with the listener that a broker with access control has for itself. */
    static Properties of(
            BrokerConfig config, int port, int controllerPort, Path logDirectory, Optional<InnerListener> inner) {
        Properties properties = new Properties();
        node(properties, config.host(), port, controllerPort);
        inner.ifPresent(own -> properties.putAll(own.serverProperties(
                properties.getProperty("listeners"),
                properties.getProperty("advertised.listeners"),
                config.accessControl().orElseThrow())));
        properties.setProperty("log.dirs", logDirectory.toString());
        properties.putAll(behaviour());
        config.serverProperties().forEach(properties::setProperty);
        return properties;
    }

    /** The part that is the same wherever the broker runs. */
    static Properties behaviour() {
        Properties properties = new Properties();
        // Topics are made by the catalog only; a misspelt name must not become a topic.
        properties.setProperty("auto.create.topics.enable", "false");
        singleReplica(properties);
        kept(properties);
        quick(properties);
        small(properties);
        return properties;
    }

    private static void node(Properties properties, String host, int port, int controllerPort) {
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty(
                "listeners", "BROKER://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "BROKER://" + host + ":" + port);
        properties.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "BROKER");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("controller.quorum.bootstrap.servers", host + ":" + controllerPort);
    }

    private static void singleReplica(Properties properties) {
        properties.setProperty("default.replication.factor", ONE);
        properties.setProperty("min.insync.replicas", ONE);
        properties.setProperty("offsets.topic.replication.factor", ONE);
        properties.setProperty("offsets.topic.num.partitions", INTERNAL_PARTITIONS);
        properties.setProperty("transaction.state.log.replication.factor", ONE);
        properties.setProperty("transaction.state.log.min.isr", ONE);
        properties.setProperty("transaction.state.log.num.partitions", INTERNAL_PARTITIONS);
        properties.setProperty("share.coordinator.state.topic.replication.factor", ONE);
        properties.setProperty("share.coordinator.state.topic.min.isr", ONE);
        properties.setProperty("share.coordinator.state.topic.num.partitions", ONE);
    }

    /*
     * Facts are kept for ever unless their topic says otherwise, and a stack that is switched off for a month must
     * find its consumers where they were. Flushing is left to the page cache, which survives the death of the process.
     */
    private static void kept(Properties properties) {
        properties.setProperty("log.retention.ms", FOR_EVER);
        properties.setProperty("log.retention.bytes", FOR_EVER);
        properties.setProperty("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    }

    private static void quick(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        // After a kill the controller takes the new broker for a second one until the old one's session is over.
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        // A producer that begins right after a commit waits for this instead of for 20 ms.
        properties.setProperty("add.partitions.to.txn.retry.backoff.ms", "1");
        // Frees read_committed consumers soon after a producer dies in a transaction and its time is up.
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // So that a consumer may ask to be declared dead within seconds.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        properties.setProperty("group.consumer.min.session.timeout.ms", "1000");
        properties.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
    }

    private static void small(Properties properties) {
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        properties.setProperty("offsets.load.buffer.size", Integer.toString(1024 * 1024));
        properties.setProperty("transaction.state.log.load.buffer.size", Integer.toString(1024 * 1024));
        properties.setProperty("log.index.size.max.bytes", Integer.toString(4 * 1024 * 1024));
    }
}
