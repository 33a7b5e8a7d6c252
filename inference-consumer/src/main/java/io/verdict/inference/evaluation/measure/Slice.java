package io.verdict.inference.evaluation.measure;

/** The examples whose attribute has one value; those without the attribute are {@code unknown}. */
public record Slice(String attribute, String value) {

    /** As measurements and gates name it: {@code brightness=dark}. */
    public String name() {
        return attribute + "=" + value;
    }

    public boolean contains(Example example) {
        return example.attribute(attribute).equals(value);
    }
}
