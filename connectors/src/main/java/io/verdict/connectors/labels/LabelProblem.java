package io.verdict.connectors.labels;

/**
 * One reason for which a label file is refused.
 *
 * @param place where it stands
 * @param field which field, as a path such as {@code annotations[3].bbox}; empty where it is about no field
 * @param text what is wrong and what to do
 */
public record LabelProblem(Place place, String field, String text) {

    @Override
    public String toString() {
        return field.isEmpty() ? place + ": " + text : place + ": " + field + ": " + text;
    }
}
