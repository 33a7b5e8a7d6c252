package io.verdict.connectors.studio;

/**
 * The bare sheet metal of a panel: a cross-section of slopes swept sideways along a gently bent line, as car bodies are
 * drawn. Positions along the section are pixels at the image's middle column. Immutable once built.
 */
final class Section {
    private final float[] slope;
    private final float[] bend;
    private final float[] lean;
    private final float[] side;
    private final float converge;
    private final int height;
    private final int lead;
    private final float peel;
    private final int peelAt;

    private Section(Builder builder) {
        slope = builder.slope;
        lead = builder.lead;
        height = builder.height;
        converge = builder.converge;
        peel = builder.peel;
        peelAt = builder.peelAt;
        int width = builder.width;
        bend = new float[width];
        lean = new float[width];
        side = new float[width];
        for (int x = 0; x < width; x++) {
            float t = x / (float) width - 0.5f;
            bend[x] = width * (builder.tilt * t + builder.bow * t * t);
            lean[x] = -(builder.tilt + 2 * builder.bow * t);
            side[x] = builder.round * t + builder.turn;
        }
    }

    /** Position along the section that is seen at a point. */
    float along(double x, double y) {
        float spread = 1 + converge * (float) (y / height - 0.5);
        return (float) y + bend[Math.max(0, Math.min(bend.length - 1, (int) x))] * spread;
    }

    /** Sets the normals of a row. */
    void lay(Row row) {
        float spread = 1 + converge * (row.y / (float) height - 0.5f);
        float base = row.y + lead;
        int peelRow = Grain.row(row.y + peelAt);
        float[] nx = row.nx;
        float[] ny = row.ny;
        int last = slope.length - 2;
        for (int x = row.from; x < row.to; x++) {
            float s = Math.max(0, Math.min(last, base + bend[x] * spread));
            int i = (int) s;
            float value = slope[i] + (s - i) * (slope[i + 1] - slope[i]);
            int grain = peelRow | ((x + peelAt) & Grain.MASK);
            nx[x] = side[x] - value * lean[x] + peel * Grain.PATCH[grain];
            ny[x] = value + peel * Grain.PATCH[grain ^ 256];
        }
    }

    /** Collects the lines of a section. */
    static final class Builder {
        private final int width;
        private final int height;
        private final int lead;
        private final float[] slope;
        private float tilt;
        private float bow;
        private float converge;
        private float round;
        private float turn;
        private float peel;
        private int peelAt;

        Builder(int width, int height) {
            this.width = width;
            this.height = height;
            lead = height;
            slope = new float[3 * height];
        }

        /** From facing {@code top} (negative is up) at the upper edge to facing {@code bottom} at the lower one. */
        Builder barrel(float top, float bottom) {
            for (int i = 0; i < slope.length; i++) {
                float t = Math.max(-0.5f, Math.min(1.5f, (i - lead) / (float) height));
                slope[i] += top + (bottom - top) * t;
            }
            return this;
        }

        /** A crease at a position: the surface turns by {@code turn} within {@code soft} pixels, then turns back. */
        Builder crease(float at, float crease, float soft, float reach) {
            for (int i = 0; i < slope.length; i++) {
                float d = i - lead - at;
                slope[i] += (float) (crease * StrictMath.tanh(d / soft) * StrictMath.exp(-Math.abs(d) / reach));
            }
            return this;
        }

        /** How the section is swept: slanted by {@code newTilt}, bowed, with lines that meet to one side. */
        Builder swept(float newTilt, float newBow, float newConverge) {
            tilt = newTilt;
            bow = newBow;
            converge = newConverge;
            return this;
        }

        /** Sideways curvature, and the side to which the panel faces. */
        Builder sideways(float newRound, float newTurn) {
            round = newRound;
            turn = newTurn;
            return this;
        }

        /** The fine waviness of sprayed paint. */
        Builder orangePeel(float strength, int at) {
            peel = strength;
            peelAt = at;
            return this;
        }

        Section build() {
            return new Section(this);
        }
    }
}
