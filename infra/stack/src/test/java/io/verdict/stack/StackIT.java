package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {
    private static final int SCHEMAS = 10;

    @TempDir
    Path directory;

    @Test
    void shouldKeepEverythingAcknowledgedThroughAKill() throws Exception {
        Process child = StackChild.start(directory);
        StackChild.Ready ready = StackChild.Ready.of(child);
        Records records = new Records(ready.bootstrap(), "acknowledged");
        records.createTopic();
        records.write("plain");
        // Left open by the kill: it must neither be seen nor keep what comes after it from being seen.
        KafkaProducer<String, String> open = records.producer(Map.of("transactional.id", "open"));
        open.initTransactions();
        open.beginTransaction();
        open.send(new ProducerRecord<>("acknowledged", "never committed")).get();
        ProcessHandle registry = ProcessHandle.of(ready.registryPid()).orElseThrow();
        List<String> ids = new ArrayList<>();
        for (int version = 0; version < SCHEMAS; version++) {
            ids.add(new Schemas(ready.registryUrl()).register("acknowledged-value", "field" + version));
        }

        registry.destroyForcibly();
        child.destroyForcibly().waitFor();
        open.close(Duration.ZERO);

        try (Stack stack = Stack.start(StackConfig.in(directory))) {
            Records after = new Records(stack.bootstrap(), "acknowledged");
            try (KafkaProducer<String, String> taking = after.producer(Map.of("transactional.id", "open"))) {
                taking.initTransactions();
                taking.beginTransaction();
                taking.send(new ProducerRecord<>("acknowledged", "committed after"));
                taking.commitTransaction();
            }
            assertThat(after.read(2)).containsExactly("plain", "committed after");
            Schemas schemas = new Schemas(stack.registryUrl());
            assertThat(schemas.latest("acknowledged-value")).contains("\"version\":" + SCHEMAS);
            for (int version = 0; version < SCHEMAS; version++) {
                assertThat(schemas.register("acknowledged-value", "field" + version))
                        .isEqualTo(ids.get(version));
            }
        }
    }

    @Test
    void shouldEndTheRegistryWithAKilledParent() throws Exception {
        Process child = StackChild.start(directory);
        StackChild.Ready ready = StackChild.Ready.of(child);
        ProcessHandle registry = ProcessHandle.of(ready.registryPid()).orElseThrow();

        child.destroyForcibly().waitFor();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(registry.isAlive())
                .isFalse());
    }

    @Test
    void shouldRefuseASecondProcessOnTheSameDirectory() throws Exception {
        Process child = StackChild.start(directory);
        try {
            StackChild.Ready ready = StackChild.Ready.of(child);

            assertThatThrownBy(() -> Stack.start(StackConfig.in(directory)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(directory.resolve("broker").toString())
                    .hasMessageContaining("in use by process " + child.pid());
            assertThatThrownBy(() -> SchemaRegistryServer.start(RegistryConfig.in(directory.resolve("registry"))))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("in use by process " + child.pid());
            Records records = new Records(ready.bootstrap(), "undisturbed");
            records.createTopic();
            records.write("still here");
            assertThat(records.read(1)).containsExactly("still here");
        } finally {
            child.getOutputStream().close();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void shouldStopTheOtherPartWhenOneDoesNotStart() throws Exception {
        StackConfig config = StackConfig.in(directory);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Stack.start(config.withPorts(port, 0, 0)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("The broker cannot listen on 127.0.0.1:" + port);
            assertThatThrownBy(() -> Stack.start(config.withPorts(0, 0, port)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("The schema registry cannot listen on 127.0.0.1:" + port);
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        Stack.start(config).close();
    }

    @Test
    void shouldLeaveNothingRunning() {
        List<String> before = serverThreads();
        Stack stack = Stack.temporary();
        ProcessHandle registry = ProcessHandle.of(stack.registry().pid()).orElseThrow();

        stack.close();

        assertThat(registry.isAlive()).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(serverThreads())
                .isEqualTo(before));
    }

    private static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.matches(
                        ".*(data-plane|kafka-|raft|quorum|controller|broker-|metadata|group-coordinator|log-cleaner|"
                                + "Expir|Reaper|TxnMarker|scheduler).*"))
                .sorted()
                .toList();
    }
}
