package io.verdict.streams.triggers;

import java.time.LocalDate;
import java.util.List;

/**
 * Which days a crontab's line means. Immutable.
 *
 * @param ofMonth 1 to 31
 * @param months 1 to 12
 * @param ofWeek 0 to 7; Sunday is both
 */
record CronDays(CronField ofMonth, CronField months, CronField ofWeek) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEK = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int SUNDAY = 7;

    static CronDays parse(String ofMonth, String months, String ofWeek) {
        return new CronDays(
                CronField.parse("day of the month", ofMonth, 1, 31, List.of()),
                CronField.parse("month", months, 1, 12, MONTHS),
                CronField.parse("day of the week", ofWeek, 0, SUNDAY, WEEK));
    }

    boolean contain(LocalDate day) {
        int weekday = day.getDayOfWeek().getValue();
        boolean inMonth = ofMonth.values().contains(day.getDayOfMonth());
        boolean inWeek = ofWeek.values().contains(weekday)
                || weekday == SUNDAY && ofWeek.values().contains(0);
        // As in crontabs: either is enough where both are said.
        boolean either = !ofMonth.any() && !ofWeek.any();
        return months.values().contains(day.getMonthValue()) && (either ? inMonth || inWeek : inMonth && inWeek);
    }
}
