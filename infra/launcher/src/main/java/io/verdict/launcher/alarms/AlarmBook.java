package io.verdict.launcher.alarms;

import io.verdict.events.AlarmCleared;
import io.verdict.events.AlarmEvent;
import io.verdict.events.AlarmRaised;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the facts about alarms amount to, in the order in which they were raised. For one thread.
 *
 * <p>An alarm that is raised again after it was cleared is another one.
 */
public final class AlarmBook {

    private final Map<String, Alarm> standing = new LinkedHashMap<>();
    private final List<Alarm> all = new ArrayList<>();

    /**
     * An alarm.
     *
     * @param first the fact that raised it
     * @param latest the latest that did, with another severity or value
     * @param cleared the fact that it is over; empty while it stands
     */
    public record Alarm(AlarmEvent first, AlarmEvent latest, Optional<AlarmEvent> cleared) {

        /** What was found at last. */
        public AlarmRaised raised() {
            return (AlarmRaised) latest.getFact();
        }
    }

    /** Takes the next fact; one that clears what nobody has raised changes nothing. */
    public void add(AlarmEvent event) {
        String key = event.getModel() + "\n" + event.getAlarmId();
        Alarm before = standing.get(key);
        if (event.getFact() instanceof AlarmRaised) {
            Alarm after = new Alarm(before == null ? event : before.first(), event, Optional.empty());
            standing.put(key, after);
            replace(before, after);
        } else if (event.getFact() instanceof AlarmCleared && before != null) {
            standing.remove(key);
            replace(before, new Alarm(before.first(), before.latest(), Optional.of(event)));
        }
    }

    private void replace(Alarm before, Alarm after) {
        int at = before == null ? -1 : all.indexOf(before);
        if (at < 0) {
            all.add(after);
        } else {
            all.set(at, after);
        }
    }

    /** The alarm of that name, if it stands. */
    public Optional<Alarm> standing(String model, String alarmId) {
        return Optional.ofNullable(standing.get(model + "\n" + alarmId));
    }

    /**
     * Alarms in the order in which they were raised.
     *
     * @param model of this model; null for every one
     * @param over also those that are over
     */
    public List<Alarm> list(String model, boolean over) {
        return all.stream()
                .filter(alarm -> model == null || alarm.first().getModel().equals(model))
                .filter(alarm -> over || alarm.cleared().isEmpty())
                .toList();
    }
}
