package io.verdict.streams.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.AlarmMoved;
import io.verdict.events.AlarmSeverity;
import io.verdict.events.LogPosition;
import io.verdict.events.RunMoved;
import io.verdict.events.TrainingCause;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingTickKind;
import io.verdict.events.TriggerSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** TRN-7: what holds for requests whatever happens, judged by the records alone. */
class TriggerPropertiesTest {

    private static final String BY_HAND = "by-hand";

    private final List<LogPosition> asked = new ArrayList<>();

    @Property(tries = 300)
    void shouldNeverHaveTwoRunsOfAModelAndForgetNobody(
            @ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> deeds,
            @ForAll @IntRange(max = 20) int quietMinutes,
            @ForAll @IntRange(min = 1, max = 4) int labels) {
        TriggerRule rule = TriggerDesk.rule(Duration.ofMinutes(quietMinutes), labels);
        TriggerDesk desk = new TriggerDesk(rule);
        Oracle oracle = new Oracle(rule);
        asked.clear();
        Instant now = TriggerDesk.NOON;
        for (int deed : deeds) {
            now = now.plus(Duration.ofMinutes(deed / 10 % 30));
            oracle.judge(desk, act(desk, deed, now));
        }
        finish(desk, oracle, now);

        assertThat(oracle.named).as("everybody who asked is named by a request").containsAll(asked);
        assertThat(again(desk, rule, 1).requests).isEqualTo(desk.requests);
        TriggerDesk twice = again(desk, rule, 2);
        assertThat(twice.requests).as("a record that comes twice counts once").isEqualTo(desk.requests);
        assertThat(twice.state).isEqualTo(desk.state);
    }

    private Optional<TrainingRequest> act(TriggerDesk desk, int deed, Instant now) {
        String version = "v" + deed / 100 % 4;
        return switch (deed % 12) {
            case 0, 1, 2 -> desk.approve(now);
            case 3 -> desk.publish(version, now);
            case 4 -> desk.withdraw(version, now);
            case 5 -> desk.run(BY_HAND, deed / 100 % 2 == 0, now);
            case 6 ->
                desk.state.getOpenRun() == null
                        ? Optional.empty()
                        : desk.run(desk.state.getOpenRun(), deed / 100 % 2 == 0, now);
            case 7 -> ask(desk, now);
            case 8 -> desk.tick(TrainingTickKind.QUIET, now);
            case 9 -> desk.raise("psi-" + deed / 100 % 2, AlarmSeverity.CRITICAL, "psi:brightness", now);
            case 10 -> desk.clear("psi-" + deed / 100 % 2, now);
            default -> desk.tick(TrainingTickKind.SCHEDULE, now);
        };
    }

    private Optional<TrainingRequest> ask(TriggerDesk desk, Instant now) {
        Optional<TrainingRequest> request = desk.ask("dana", now);
        asked.add(desk.sent.get(desk.sent.size() - 1).getEvidence());
        return request;
    }

    /** Everything that anybody could wait for comes. */
    private static void finish(TriggerDesk desk, Oracle oracle, Instant last) {
        Instant now = last.plus(Duration.ofDays(2));
        oracle.judge(desk, desk.publish("last", now));
        for (int round = 0; round < 4; round++) {
            now = now.plus(Duration.ofDays(1));
            oracle.judge(desk, desk.tick(TrainingTickKind.QUIET, now));
            if (desk.state.getOpenRun() != null) {
                oracle.judge(desk, desk.run(desk.state.getOpenRun(), true, now));
            }
        }
        assertThat(desk.state.getWaiting()).isEmpty();
    }

    private static TriggerDesk again(TriggerDesk first, TriggerRule rule, int times) {
        TriggerDesk desk = new TriggerDesk(rule);
        for (TriggerSignal signal : first.sent) {
            for (int time = 0; time < times; time++) {
                desk.take(signal);
            }
        }
        return desk;
    }

    /** Knows of runs and records what it has seen of them, and nothing of how requests are decided on. */
    private static final class Oracle {
        private final TriggerRule rule;
        private final Map<LogPosition, TriggerSignal> log = new HashMap<>();
        private final Map<String, Instant> underWay = new HashMap<>();
        private final Set<LogPosition> named = new HashSet<>();
        private final Map<String, Set<LogPosition>> alarms = new HashMap<>();
        private final Map<LogPosition, Instant> over = new HashMap<>();
        private String open;
        private Instant now = Instant.EPOCH;
        private int seen;

        Oracle(TriggerRule rule) {
            this.rule = rule;
        }

        void judge(TriggerDesk desk, Optional<TrainingRequest> request) {
            for (TriggerSignal signal : desk.sent.subList(seen, desk.sent.size())) {
                log.put(signal.getEvidence(), signal);
                now = now.isBefore(signal.getAt()) ? signal.getAt() : now;
                if (signal.getWhat() instanceof RunMoved moved) {
                    moved(moved, signal.getAt());
                } else if (signal.getWhat() instanceof AlarmMoved alarm) {
                    Set<LogPosition> raised = alarms.computeIfAbsent(alarm.getAlarmId(), id -> new HashSet<>());
                    if (alarm.getRaised() == null) {
                        raised.forEach(position -> over.putIfAbsent(position, now));
                        raised.clear();
                    } else {
                        raised.add(signal.getEvidence());
                    }
                }
            }
            seen = desk.sent.size();
            request.ifPresent(this::judge);
        }

        private void moved(RunMoved moved, Instant at) {
            if (moved.getEnded()) {
                underWay.remove(moved.getRunId());
                open = moved.getRunId().equals(open) ? null : open;
            } else if (!moved.getRunId().equals(open)) {
                underWay.put(moved.getRunId(), at);
            }
        }

        private void judge(TrainingRequest request) {
            assertThat(open).as("a request is open already").isNull();
            assertThat(underWay.values())
                    .as("a run of the model goes on")
                    .allMatch(latest -> !latest.plus(rule.abandoned()).isAfter(now));
            assertThat(request.getRequest()).isInstanceOf(TrainingRequested.class);
            assertThat(request.getCauses()).isNotEmpty();
            for (TrainingCause cause : request.getCauses()) {
                assertThat(log.get(cause.getEvidence()))
                        .as("a cause on the log")
                        .isNotNull();
                assertThat(named.add(cause.getEvidence()))
                        .as("each cause in one request")
                        .isTrue();
                assertThat(over.getOrDefault(cause.getEvidence(), Instant.MAX))
                        .as("an alarm was not over before the quiet time was")
                        .isAfterOrEqualTo(cause.getAt().plus(rule.quiet()));
                assertThat(cause.getAt().plus(rule.quiet()))
                        .as("the quiet time is over")
                        .isBeforeOrEqualTo(now);
            }
            assertThat(request.getMeta().getCause())
                    .isEqualTo(request.getCauses().get(0).getEvidence());
            underWay.clear();
            open = request.getRunId();
        }
    }
}
