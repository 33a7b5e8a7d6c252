package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    @Test
    void shouldShowOnlyCommittedTransactions() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
            Records records = new Records(broker.bootstrap(), "transactions");
            records.createTopic();
            try (KafkaProducer<String, String> producer = records.producer(Map.of("transactional.id", "writer"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactions", "aborted"));
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactions", "committed"));
                producer.commitTransaction();
            }

            assertThat(records.read(1)).containsExactly("committed");
            assertThat(broker.fault()).isEmpty();
        }
    }

    @Test
    void shouldKeepRecordsAndClusterThroughARestartOnOtherPorts() throws Exception {
        String clusterId;
        String firstBootstrap;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.in(directory))) {
            Records records = new Records(broker.bootstrap(), "kept");
            records.createTopic();
            records.write("one", "two");
            clusterId = broker.clusterId();
            firstBootstrap = broker.bootstrap();
        }
        try (ServerSocket taken = listenOn(firstBootstrap);
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.in(directory))) {
            Records records = new Records(broker.bootstrap(), "kept");
            records.write("three");

            assertThat(records.read(3)).containsExactly("one", "two", "three");
            assertThat(broker.clusterId()).isEqualTo(clusterId);
            assertThat(broker.bootstrap()).doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Test
    void shouldDeleteATemporaryDirectoryOnClose() {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary());
        assertThat(broker.dataDirectory()).isNotEmptyDirectory();

        broker.close();
        broker.close();

        assertThat(broker.dataDirectory()).doesNotExist();
    }

    @Test
    void shouldRefuseADirectoryThatThisProcessUsesAlready() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.in(directory))) {
            assertThat(broker.bootstrap()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.in(directory)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use by this process already");
        }
    }

    @Test
    void shouldNameTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() ->
                            EmbeddedBroker.start(BrokerConfig.in(directory).withPort(taken.getLocalPort())))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("give another port");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.in(directory))) {
            assertThat(broker.fault()).as("the refused start has left no lock").isEmpty();
        }
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherCluster() {
        String ours = "mZ5W0iXQR5mUoLsCsdRVbQ";
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerConfig.in(directory).withClusterId(ours))) {
            assertThat(broker.clusterId()).isEqualTo(ours);
        }
        assertThatThrownBy(
                        () -> EmbeddedBroker.start(BrokerConfig.in(directory).withClusterId("4L6g3nShT-eMCtK--X86sw")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("belongs to cluster " + ours)
                .hasMessageContaining("4L6g3nShT-eMCtK--X86sw");
    }

    @Test
    void shouldSayWhyKafkaRefusedItsConfiguration() {
        assertThatThrownBy(() -> EmbeddedBroker.start(
                        BrokerConfig.temporary().withServerProperties(Map.of("log.cleaner.threads", "none"))))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("log.cleaner.threads");
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.temporary().withHost("0.0.0.0")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("0.0.0.0");
    }

    @Test
    @Timeout(60)
    void shouldStopWhatHadStartedWhenTheRestDoesNot() {
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.in(directory)
                        .withServerProperties(Map.of("authorizer.class.name", "no.such.Authorizer"))))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("no.such.Authorizer");
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.in(directory))) {
            assertThat(broker.fault()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void shouldStopWhenNoClientCanGetIn() {
        assertThatThrownBy(() -> EmbeddedBroker.start(
                        BrokerConfig.in(directory).withClientProperties(Map.of("security.protocol", "carrier pigeon"))))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("carrier pigeon");
        EmbeddedBroker.start(BrokerConfig.in(directory)).close();
    }

    private static ServerSocket listenOn(String bootstrap) throws Exception {
        int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }
}
