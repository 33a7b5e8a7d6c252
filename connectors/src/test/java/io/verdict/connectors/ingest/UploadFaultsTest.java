package io.verdict.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.SchemaRegistryException;
import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UploadFaultsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new StoreException(Kind.FULL, "x"), Reason.STORE_FULL),
                Arguments.of(new StoreException(Kind.UNAVAILABLE, "x"), Reason.STORE_UNAVAILABLE),
                Arguments.of(new StoreException(Kind.DENIED, "x"), Reason.STORE_DENIED),
                Arguments.of(new StoreException(Kind.NOT_FOUND, "x"), Reason.STORE_DENIED),
                Arguments.of(new StoreException(Kind.HASH_MISMATCH, "x"), Reason.CHANGING),
                Arguments.of(new NoSuchFileException("x"), Reason.UNREADABLE),
                Arguments.of(new AccessDeniedException("x"), Reason.UNREADABLE),
                Arguments.of(new IOException("Input/output error"), Reason.UNREADABLE),
                Arguments.of(new SchemaRegistryException("x"), Reason.REGISTRY),
                Arguments.of(new SerializationException("x", new SchemaRegistryException("y")), Reason.REGISTRY),
                Arguments.of(new UnknownTopicOrPartitionException("x"), Reason.BROKER_DENIED),
                Arguments.of(new TopicAuthorizationException("x"), Reason.BROKER_DENIED),
                Arguments.of(new SaslAuthenticationException("x"), Reason.BROKER_DENIED),
                Arguments.of(
                        new KafkaException("in an error state", new ClusterAuthorizationException("x")),
                        Reason.BROKER_DENIED),
                Arguments.of(new InvalidTopicException("x"), Reason.BROKER_DENIED),
                Arguments.of(new TimeoutException("x"), Reason.BROKER_UNAVAILABLE),
                Arguments.of(new NetworkException("x"), Reason.BROKER_UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldFindTheReason(Exception fault, Reason reason) {
        assertThat(UploadFaults.translate(fault, "a.jpg").failure().reason()).isEqualTo(reason);
        assertThat(UploadFaults.translate(new CompletionException(fault), "a.jpg")
                        .failure()
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void shouldSayWhatToDo() {
        assertThat(message(new AccessDeniedException("x"))).isEqualTo("No permission to read a.jpg");
        assertThat(message(new IOException("Input/output error"))).isEqualTo("Cannot read a.jpg: Input/output error");
        assertThat(message(new UnknownTopicOrPartitionException("x"))).contains("create it with 'topics apply'");
        assertThat(message(new TimeoutException("x"))).contains("--bootstrap");
        assertThat(message(new SchemaRegistryException("x"))).contains("--registry");
    }

    private static String message(Exception fault) {
        return UploadFaults.translate(fault, "a.jpg").failure().message();
    }

    @Test
    void shouldKeepWhatIsAReasonAlready() {
        UploadException already = new UploadException(Reason.JOURNAL, "x", null);

        assertThat(UploadFaults.translate(new ExecutionException(already), "a.jpg"))
                .isSameAs(already);
    }

    @Test
    void shouldNotHideBugs() {
        NullPointerException bug = new NullPointerException("bug");

        assertThatThrownBy(() -> UploadFaults.translate(bug, "a.jpg")).isSameAs(bug);
        assertThatThrownBy(() -> UploadFaults.translate(new Exception("odd"), "a.jpg"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a.jpg");
    }

    @Test
    void shouldStopABatchOnlyForWhatConcernsEverybody() {
        assertThat(Stream.of(Reason.values()).filter(each -> !each.concernsEverybody()))
                .containsExactly(Reason.UNREADABLE, Reason.CHANGING);
    }
}
