package io.verdict.streams.triggers;

import io.verdict.events.AlarmRaised;
import io.verdict.events.AlarmSeverity;
import java.util.Optional;

/**
 * Which alarms are a reason to train. Immutable.
 *
 * @param least of this severity, or worse
 * @param metric about this metric; one that ends in {@code *} stands for all that begin so; empty: about any
 */
public record AlarmRule(AlarmSeverity least, Optional<String> metric) {

    private static final String ANY = "*";

    public AlarmRule {
        if (least == AlarmSeverity.UNKNOWN || metric.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException(
                    "an alarm is of severity INFO, WARNING or CRITICAL, about a metric such as psi:brightness or psi:*");
        }
    }

    boolean concerns(AlarmRaised alarm) {
        return alarm.getSeverity().compareTo(least) >= 0
                && metric.map(name -> matches(name, alarm.getMetric())).orElse(true);
    }

    private static boolean matches(String name, String metric) {
        return name.endsWith(ANY)
                ? metric.startsWith(name.substring(0, name.length() - ANY.length()))
                : metric.equals(name);
    }
}
