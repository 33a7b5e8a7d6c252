package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerPartsTest {

    @Test
    void shouldKeepTheFirstFatalFaultOnly() {
        ServerFaults faults = new ServerFaults();
        AtomicInteger actions = new AtomicInteger();
        IOException cause = new IOException("no space left");

        faults.build("metrics", false, actions::incrementAndGet).handleFault("harmless", cause);
        assertThat(faults.first()).isEmpty();

        assertThat(faults.build("raft log", true, actions::incrementAndGet).handleFault("append", cause))
                .hasMessage("raft log: append")
                .hasCause(cause);
        faults.build("later", true, actions::incrementAndGet).handleFault("follows from the first", cause);
        assertThat(faults.first()).get().extracting(Throwable::getMessage).isEqualTo("raft log: append");
        assertThat(actions).hasValue(3);
    }

    @Test
    void shouldHandOverTheBoundSocketOnceAndCloseTheOthers() throws IOException {
        BoundSockets sockets = new BoundSockets("127.0.0.1");
        int used = sockets.bind(0, "broker");
        int unused = sockets.bind(0, "broker");
        try (ServerSocketChannel channel =
                sockets.openServerSocket("BROKER", new InetSocketAddress("127.0.0.1", used), 1, 1024)) {
            sockets.close();

            assertThat(channel.isOpen()).isTrue();
            assertThat(channel.isBlocking()).isFalse();
            assertThatThrownBy(() -> new BoundSockets("127.0.0.1").bind(used, "broker"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("127.0.0.1:" + used);
        }
        try (ServerSocketChannel free =
                sockets.openServerSocket("BROKER", new InetSocketAddress("127.0.0.1", unused), 1, 1024)) {
            assertThat(free.socket().getLocalPort()).isEqualTo(unused);
        }
    }

    @Test
    void shouldSayThatAHostIsNotThisMachine() {
        try (BoundSockets sockets = new BoundSockets("192.0.2.1")) {
            assertThatThrownBy(() -> sockets.bind(0, "broker"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("192.0.2.1");
        }
        try (BoundSockets sockets = new BoundSockets("no such host")) {
            assertThatThrownBy(() -> sockets.bind(0, "broker"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("no such host")
                    .hasMessageContaining("Give an address of this machine");
        }
    }
}
