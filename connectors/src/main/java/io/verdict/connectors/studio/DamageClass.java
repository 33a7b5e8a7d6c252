package io.verdict.connectors.studio;

import java.util.Locale;

/** The kinds of damage that a photograph may show, in the order of the detector's class indices. */
public enum DamageClass {
    SCRATCH,
    DENT;

    /** The name as written in annotations and events. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category id in COCO annotations, which start at one. */
    public int cocoId() {
        return ordinal() + 1;
    }

    /** The class of a COCO category id. */
    public static DamageClass ofCocoId(int id) {
        if (id < 1 || id > values().length) {
            throw new IllegalArgumentException(
                    "Unknown category id " + id + "; known are 1 (scratch) and 2 (dent). Check the annotations file.");
        }
        return values()[id - 1];
    }
}
