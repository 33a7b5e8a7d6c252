package io.verdict.launcher.alarms;

import io.verdict.events.AlarmCleared;
import io.verdict.events.AlarmEvent;
import io.verdict.events.AlarmRaised;
import java.util.Locale;

/** Alarms in sentences. Pure. */
public final class AlarmText {

    private AlarmText() {}

    /** One line for one alarm. */
    public static String line(AlarmBook.Alarm alarm) {
        AlarmRaised raised = alarm.raised();
        return "%s  %s  %s%s  %s  %s %s, %s %s%s: %s%s"
                .formatted(
                        alarm.first().getMeta().getTime(),
                        raised.getSeverity(),
                        alarm.first().getModel(),
                        raised.getVersion() == null ? "" : " " + raised.getVersion(),
                        alarm.first().getAlarmId(),
                        raised.getMetric(),
                        raised.getValue(),
                        raised.getBound().name().toLowerCase(Locale.ROOT),
                        raised.getThreshold(),
                        raised.getWindow() == null
                                ? ""
                                : " from %s to %s"
                                        .formatted(
                                                raised.getWindow().getFrom(),
                                                raised.getWindow().getTo()),
                        raised.getText(),
                        alarm.cleared().map(AlarmText::over).orElse(""));
    }

    private static String over(AlarmEvent event) {
        AlarmCleared cleared = (AlarmCleared) event.getFact();
        return "  CLEARED %s by %s: %s"
                .formatted(event.getMeta().getTime(), event.getMeta().getActor(), cleared.getReason());
    }
}
