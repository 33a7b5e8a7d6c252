package io.verdict.launcher.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.AlarmBound;
import io.verdict.events.AlarmCleared;
import io.verdict.events.AlarmEvent;
import io.verdict.events.AlarmRaised;
import io.verdict.events.AlarmSeverity;
import io.verdict.events.AlarmWindow;
import io.verdict.events.Meta;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the facts about alarms amount to (MON-2). */
class AlarmBookTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private final AlarmBook book = new AlarmBook();

    private void add(String model, String id, Object fact) {
        book.add(new AlarmEvent(new Meta("id", NOON, "grafana", "id", null), model, id, fact));
    }

    private static AlarmRaised raised(AlarmSeverity severity, double value) {
        return AlarmRaised.newBuilder()
                .setSeverity(severity)
                .setMetric("psi:brightness")
                .setValue(value)
                .setThreshold(0.2)
                .setBound(AlarmBound.ABOVE)
                .setWindow(new AlarmWindow(NOON.minusSeconds(900), NOON))
                .setVersion("3")
                .setText("darker")
                .build();
    }

    @Test
    void shouldTellWhatStandsFromWhatIsOver() {
        add("a", "one", raised(AlarmSeverity.WARNING, 0.25));
        add("b", "one", raised(AlarmSeverity.WARNING, 0.25));
        add("a", "two", raised(AlarmSeverity.INFO, 0.21));
        add("a", "one", raised(AlarmSeverity.CRITICAL, 0.5));
        add("a", "two", new AlarmCleared(0.1, "lighter"));
        add("a", "none", new AlarmCleared(null, "nobody raised it"));

        assertThat(book.standing("a", "one").orElseThrow().raised().getSeverity())
                .isEqualTo(AlarmSeverity.CRITICAL);
        assertThat(book.standing("a", "two")).isEmpty();
        assertThat(book.list("a", false)).hasSize(1);
        assertThat(book.list(null, false)).hasSize(2);
        assertThat(book.list("a", true)).hasSize(2);
        assertThat(AlarmText.line(book.list("a", true).get(0)))
                .isEqualTo("2026-05-15T12:00:00Z  CRITICAL  a 3  one  psi:brightness 0.5, above 0.2"
                        + " from 2026-05-15T11:45:00Z to 2026-05-15T12:00:00Z: darker");
        assertThat(AlarmText.line(book.list("a", true).get(1)))
                .endsWith("darker  CLEARED 2026-05-15T12:00:00Z by grafana: lighter");
    }

    @Test
    void shouldTakeAnAlarmThatIsRaisedAfterItWasClearedForAnother() {
        add("a", "one", raised(AlarmSeverity.WARNING, 0.25));
        add("a", "one", new AlarmCleared(null, "over"));
        add("a", "one", raised(AlarmSeverity.WARNING, 0.25));

        assertThat(book.list("a", true)).hasSize(2);
        assertThat(book.list("a", false)).singleElement().satisfies(alarm -> assertThat(alarm.cleared())
                .isEmpty());
    }
}
