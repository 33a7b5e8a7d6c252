package io.verdict.connectors.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tags of an object, within the limits of Amazon S3 so that every store takes them: at most 10; keys of 1 to 128 and
 * values of up to 256 letters, digits, spaces and {@code + - = . _ : / @}.
 */
public record ObjectTags(SortedMap<String, String> values) {

    private static final int MOST = 10;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N} +\\-=._:/@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{N} +\\-=._:/@]{0,256}");
    private static final ObjectTags NONE = new ObjectTags(new TreeMap<>());

    /**
     * Copies and checks the tags.
     *
     * @throws IllegalArgumentException if there are too many, or one has a character or a length that S3 refuses
     */
    public ObjectTags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.size() > MOST) {
            throw new IllegalArgumentException("%d tags; an object takes at most %d".formatted(values.size(), MOST));
        }
        values.forEach((key, value) -> {
            if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "Bad tag '%s' = '%s': use letters, digits, spaces and + - = . _ : / @, at most 128 in the key and 256 in the value"
                                .formatted(key, value));
            }
        });
    }

    /** No tags. */
    public static ObjectTags none() {
        return NONE;
    }

    /** Tags of a map. */
    public static ObjectTags of(Map<String, String> values) {
        return new ObjectTags(new TreeMap<>(values));
    }

    /** These tags with others added; the others win. */
    public ObjectTags with(ObjectTags others) {
        SortedMap<String, String> merged = new TreeMap<>(values);
        merged.putAll(others.values);
        return new ObjectTags(merged);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }
}
