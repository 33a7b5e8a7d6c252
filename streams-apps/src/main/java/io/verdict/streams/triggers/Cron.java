package io.verdict.streams.triggers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Moments by a line of five fields as in a crontab (POSIX, <i>crontab</i>): minute, hour, day of the month, month, day of
 * the week; each a {@code *}, a number, a name of three letters ({@code JAN}, {@code MON}), a range, one of these with a
 * step behind a slash, or several with commas. Sunday is 0 or 7. Where days of both the month and the week are given, one
 * of them is enough.
 *
 * <p>The fields are local times of a zone. One that a change of the clocks skips is as much later as the clocks are set
 * forward; of one that comes twice, the first counts. Immutable; two are equal where zone and moments are.
 *
 * @param minutes of the hour, 0 to 59
 * @param hours of the day, 0 to 23
 * @param days which days count
 * @param zone whose local times these are
 */
public record Cron(CronField minutes, CronField hours, CronDays days, ZoneId zone) implements Schedule {

    /** Leap days are eight years apart at most. */
    private static final int YEARS = 8;

    private static final int FIELDS = 5;

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none, or no day is ever meant
     */
    public static Cron parse(String line, ZoneId zone) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "'%s' has %d fields; give minute, hour, day of the month, month and day of the week, such as 0 2 * * MON"
                            .formatted(line, fields.length));
        }
        Cron cron = new Cron(
                CronField.parse("minute", fields[0], 0, 59, List.of()),
                CronField.parse("hour", fields[1], 0, 23, List.of()),
                CronDays.parse(fields[2], fields[3], fields[4]),
                zone);
        if (cron.before(LocalDate.of(2033, 1, 1), Instant.MAX).isEmpty()) {
            throw new IllegalArgumentException("'%s' means no day of any year".formatted(line));
        }
        return cron;
    }

    @Override
    public Instant latest(Instant now) {
        // Where a day begins twice, it can have begun before the clocks were set back.
        LocalDate last = LocalDate.ofInstant(now, zone).plusDays(1);
        return before(last, now).orElseThrow(() -> new IllegalStateException("a line without moments was not refused"));
    }

    private Optional<Instant> before(LocalDate last, Instant now) {
        LocalDate first = last.minusYears(YEARS).minusDays(2);
        for (LocalDate day = last; day.isAfter(first); day = day.minusDays(1)) {
            if (days.contain(day)) {
                Optional<Instant> latest = moments(day).stream()
                        .filter(moment -> !moment.isAfter(now))
                        .findFirst();
                if (latest.isPresent()) {
                    return latest;
                }
            }
        }
        return Optional.empty();
    }

    /** The latest first. */
    private List<Instant> moments(LocalDate day) {
        List<Instant> moments = new ArrayList<>();
        for (int hour : hours.values()) {
            for (int minute : minutes.values()) {
                LocalDateTime local = day.atTime(hour, minute);
                moments.add(ZonedDateTime.of(local, zone)
                        .withEarlierOffsetAtOverlap()
                        .toInstant());
            }
        }
        moments.sort(Collections.reverseOrder());
        return moments;
    }
}
