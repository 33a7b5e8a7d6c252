package io.verdict.connectors.studio;

/** A damage as it is drawn, with its truth. */
record Mark(Feature feature, Damage truth) {
    /** Shared area as a share of the smaller of two boxes. */
    double overlap(Damage other) {
        double w = Math.min(truth.x() + truth.width(), other.x() + other.width()) - Math.max(truth.x(), other.x());
        double h = Math.min(truth.y() + truth.height(), other.y() + other.height()) - Math.max(truth.y(), other.y());
        double smaller = Math.min(truth.width() * truth.height(), other.width() * other.height());
        return Math.max(0, w) * Math.max(0, h) / smaller;
    }
}
