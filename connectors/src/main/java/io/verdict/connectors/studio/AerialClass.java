package io.verdict.connectors.studio;

import java.util.Locale;

/** The kinds of things that an aerial photograph is labelled with, in the order of the detector's class indices. */
public enum AerialClass {
    VEHICLE,
    PERSON,
    BUILDING;

    /** The name as written in annotations and events. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
