package io.verdict.streams.triggers;

import io.verdict.events.AlarmMoved;
import io.verdict.events.AlarmRaised;
import io.verdict.events.CauseOrigin;
import io.verdict.events.TrainingCause;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Alarms as reasons to train. An alarm is one reason from when it is raised until it is cleared, however often it is
 * raised in between; one that is cleared while it waits is none. Pure.
 */
final class Alarms {

    private Alarms() {}

    /** Empty where no rule is about the alarm, or it was a reason already. */
    static Optional<TrainingCause> cause(TriggerRule rule, TriggerState state, TriggerSignal signal, AlarmMoved alarm) {
        AlarmRaised raised = alarm.getRaised();
        boolean known = state.getAlarms().containsKey(alarm.getAlarmId());
        return known || rule.alarms().stream().noneMatch(each -> each.concerns(raised))
                ? Optional.empty()
                : Triggers.cause(
                        signal,
                        TrainingCauseKind.ALARM,
                        "%s %s, %s %s %s: %s"
                                .formatted(
                                        raised.getSeverity().name().toLowerCase(Locale.ROOT),
                                        alarm.getAlarmId(),
                                        raised.getMetric(),
                                        raised.getValue(),
                                        raised.getBound().name().toLowerCase(Locale.ROOT) + " " + raised.getThreshold(),
                                        raised.getText()));
    }

    /** The alarms that were a reason, with one more. */
    static Map<String, String> with(TriggerState state, AlarmMoved alarm, TrainingCause cause) {
        Map<String, String> alarms = new HashMap<>(state.getAlarms());
        alarms.put(alarm.getAlarmId(), cause.getEvidence().getEventId());
        return alarms;
    }

    /** The state without the alarm that the record says is over; the same where it says nothing of the kind. */
    static TriggerState cleared(TriggerState state, TriggerSignal signal) {
        if (!(signal.getWhat() instanceof AlarmMoved alarm)
                || alarm.getRaised() != null
                || !state.getAlarms().containsKey(alarm.getAlarmId())) {
            return state;
        }
        Map<String, String> alarms = new HashMap<>(state.getAlarms());
        String evidence = alarms.remove(alarm.getAlarmId());
        TriggerState.Builder next = Triggers.builder(state).setAlarms(alarms);
        List<TrainingCause> waiting = new ArrayList<>();
        List<CauseOrigin> origins = new ArrayList<>();
        for (int at = 0; at < state.getWaiting().size(); at++) {
            if (!state.getWaiting().get(at).getEvidence().getEventId().equals(evidence)) {
                waiting.add(state.getWaiting().get(at));
                origins.add(origin(state, at));
            }
        }
        if (waiting.isEmpty()) {
            next.setActor("").setCorrelationId("").setLatestCause(null);
        } else {
            next.setActor(origins.get(0).getActor())
                    .setCorrelationId(origins.get(0).getCorrelationId());
        }
        return next.setWaiting(waiting).setOrigins(origins).build();
    }

    /** Of reasons from before their origins were kept, only the first one's is known. */
    private static CauseOrigin origin(TriggerState state, int at) {
        int unknown = state.getWaiting().size() - state.getOrigins().size();
        return at < unknown
                ? new CauseOrigin(state.getActor(), state.getCorrelationId())
                : state.getOrigins().get(at - unknown);
    }
}
