package io.verdict.streams.triggers;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One field of a crontab's line. Immutable.
 *
 * @param values what it allows, rising
 * @param any whether it begins with a {@code *}
 */
record CronField(List<Integer> values, boolean any) {

    CronField {
        values = List.copyOf(values);
    }

    /**
     * Reads a field.
     *
     * @param what it is, for errors
     * @param names of the values from {@code least} on, three letters each; none where there are none
     * @throws IllegalArgumentException if it is none
     */
    static CronField parse(String what, String text, int least, int most, List<String> names) {
        SortedSet<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            new Part(what, text, least, most, names).add(part, values);
        }
        return new CronField(List.copyOf(values), text.startsWith("*"));
    }

    private record Part(String what, String text, int least, int most, List<String> names) {

        void add(String part, SortedSet<Integer> values) {
            String[] stepped = part.split("/", -1);
            String[] ends = stepped[0].split("-", -1);
            boolean any = stepped[0].equals("*");
            require(stepped.length <= 2 && ends.length <= 2);
            int from = any ? least : number(ends[0]);
            int step = stepped.length == 2 ? whole(stepped[1]) : 1;
            int to = any || stepped.length == 2 && ends.length == 1 ? most : number(ends[ends.length - 1]);
            require(step >= 1 && from <= to);
            for (int value = from; value <= to; value += step) {
                values.add(value);
            }
        }

        private int number(String word) {
            int named = names.indexOf(word.toUpperCase(Locale.ROOT));
            int value = named >= 0 ? least + named : whole(word);
            require(value >= least && value <= most);
            return value;
        }

        private int whole(String word) {
            require(word.matches("\\d{1,4}"));
            return Integer.parseInt(word);
        }

        private void require(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "the %s '%s' is none; give *, numbers from %d to %d, ranges such as %d-%d, steps such as */2, or several with commas"
                                .formatted(what, text, least, most, least, most));
            }
        }
    }
}
