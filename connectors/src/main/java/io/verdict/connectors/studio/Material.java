package io.verdict.connectors.studio;

/** How much of each colour a surface scatters, and how much it mirrors; shares between 0 and 1. */
record Material(float r, float g, float b, float gloss) {
    static Material grey(double value, double gloss) {
        return new Material((float) value, (float) value, (float) value, (float) gloss);
    }

    static Material of(double r, double g, double b, double gloss) {
        return new Material((float) r, (float) g, (float) b, (float) gloss);
    }

    Material scaled(double factor) {
        return of(r * factor, g * factor, b * factor, gloss);
    }

    float luminance() {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }
}
