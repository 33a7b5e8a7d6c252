package io.verdict.streams.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class StoreQueriesTest {

    private final List<OpenRows> opened = List.of(new OpenRows(), new OpenRows(), new OpenRows());
    private final StateQueryResult<KeyValueIterator<String, String>> answer = new StateQueryResult<>();

    @Test
    void shouldCloseWhatPartitionsOpenedWhenOneDoesNotAnswer() {
        answer.addResult(0, QueryResult.forResult(opened.get(0)));
        answer.addResult(1, QueryResult.forFailure(FailureReason.NOT_PRESENT, "it moved"));
        answer.addResult(2, QueryResult.forResult(opened.get(1)));
        answer.addResult(3, QueryResult.forResult(opened.get(2)));

        assertThatThrownBy(() -> StoreQueries.allOrNone("catalog", answer))
                .isInstanceOf(ViewsUnavailableException.class)
                .hasMessageContaining("Partition 1")
                .hasMessageContaining("it moved");
        assertThat(opened).allMatch(OpenRows::isClosed);
    }

    @Test
    void shouldLeaveOpenWhatTheCallerReads() {
        answer.addResult(3, QueryResult.forResult(opened.get(0)));
        answer.addResult(1, QueryResult.forResult(opened.get(1)));

        assertThat(StoreQueries.allOrNone("catalog", answer).keySet()).containsExactly(1, 3);
        assertThat(opened).noneMatch(OpenRows::isClosed);
    }

    @Test
    void shouldLookUpWithoutAnythingToClose() {
        StateQueryResult<String> one = new StateQueryResult<>();
        one.addResult(0, QueryResult.forResult("listing-1"));
        one.addResult(1, QueryResult.forFailure(FailureReason.STORE_EXCEPTION, "broken"));

        assertThatThrownBy(() -> StoreQueries.allOrNone("catalog", one)).hasMessageContaining("broken");
    }

    /** Rows of which only matters whether they were closed. */
    private static final class OpenRows implements KeyValueIterator<String, String> {

        private boolean closed;

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String peekNextKey() {
            return "key";
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public KeyValue<String, String> next() {
            return KeyValue.pair("key", "row");
        }
    }
}
