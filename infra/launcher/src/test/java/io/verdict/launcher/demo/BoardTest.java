package io.verdict.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.flow.FlowEvent;
import io.verdict.launcher.flow.FlowTally;
import io.verdict.launcher.testing.Events;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final Board board = new Board(2);
    private final BoardText text = new BoardText(ZoneOffset.UTC);

    @Test
    void shouldShowADecisionOnceItsPriceIsThere() {
        assertThat(take(Events.decision("photo-a", "scratch", "dent", "scratch")))
                .isEmpty();
        assertThat(board.rows()).isEmpty();

        BoardRow row = take(Events.price("photo-a", "-150.00")).orElseThrow();

        assertThat(row.outcome()).isEqualTo("1 dent, 2 scratch (0.75)");
        assertThat(row.price()).isEqualTo("-150.00 EUR");
        assertThat(row.millis()).isEqualTo(40);
        assertThat(board.rows()).containsExactly(row);
    }

    @Test
    void shouldSayThatNothingWasSeen() {
        take(Events.decision("photo-a"));

        assertThat(take(Events.price("photo-a", "0.00")).orElseThrow().outcome())
                .isEqualTo("no damage");
    }

    @Test
    void shouldPassOverAPriceWhoseDecisionItDidNotSee() {
        assertThat(take(Events.price("unseen", "-1.00"))).isEmpty();
    }

    @Test
    void shouldShowFailuresAndQuarantinesInWords() {
        assertThat(take(Events.failure("photo-a")).orElseThrow().outcome()).isEqualTo("no decision: corrupt image");
        assertThat(take(Events.quarantined("photo-b")).orElseThrow().outcome())
                .isEqualTo("quarantined: too small, duplicate");
        assertThat(take(Events.released("photo-b"))).isEmpty();
    }

    @Test
    void shouldKeepTheLatestRowsOnly() {
        List.of("a", "b", "c").forEach(image -> take(Events.failure(image)));

        assertThat(board.rows()).extracting(BoardRow::imageId).containsExactly("b", "c");
    }

    @Test
    void shouldWriteCountsOfEveryTopicAndThenTheRows() {
        take(Events.failure("0123456789abcdef"));
        FlowTally tally = new FlowTally();
        tally.record(Topics.IMAGE_UPLOADS.name());

        List<String> lines = text.lines(tally.summary(), board.rows(), Duration.ofSeconds(75));

        assertThat(lines.get(0)).endsWith("running 1:15");
        assertThat(String.join(" ", lines))
                .contains(Topics.all().stream().map(Topic::name).toList());
        assertThat(String.join(" ", lines)).contains(Topics.IMAGE_UPLOADS.name() + " 1");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("upload → decision   p50 0 ms"));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("10:00:00  L1")
                .contains("456789abcdef")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void shouldWriteMillisecondsOnlyWhereThereIsADecision() {
        take(Events.decision("photo-a", "dent"));
        BoardRow decided = take(Events.price("photo-a", "-1.00")).orElseThrow();
        BoardRow failed = take(Events.failure("photo-b")).orElseThrow();

        assertThat(text.line(decided)).endsWith("     40");
        assertThat(text.line(failed)).endsWith("       ");
        assertThat(text.header()).hasSameSizeAs(text.line(failed));
    }

    private Optional<BoardRow> take(SpecificRecord value) {
        return board.take(new FlowEvent("any", value, Events.TIME.plusMillis(40)));
    }
}
