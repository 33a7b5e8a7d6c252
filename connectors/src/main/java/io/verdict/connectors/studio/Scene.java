package io.verdict.connectors.studio;

import java.util.Arrays;
import java.util.List;

/**
 * A lit panel before the camera, without damage; damage is handed in, so that a scene can be seen with and without.
 * Immutable.
 *
 * @param width columns of the photograph
 * @param height rows of the photograph
 * @param zoom magnification, 1 shows roughly half a door
 * @param panel name of the panel
 * @param setting where it stands
 * @param paint what it is painted with
 * @param section its bare metal
 * @param surroundings what it mirrors
 * @param lighting how it is lit and looked at
 * @param features what is on and around the panel, lower ones first
 */
record Scene(
        int width,
        int height,
        float zoom,
        String panel,
        Setting setting,
        Paint paint,
        Section section,
        Surroundings surroundings,
        Lighting lighting,
        List<Feature> features) {
    /** How narrow the sheen of metallic flakes is around the light's direction. */
    private static final float LOBE = 14;

    /** Draws the stretch of a row that {@code row} names. */
    void draw(Row row, List<? extends Feature> damages) {
        section.lay(row);
        Arrays.fill(row.sun, row.from, row.to, 1f);
        for (Feature feature : features) {
            feature.bend(row);
            feature.shade(row);
        }
        for (Feature damage : damages) {
            damage.bend(row);
        }
        surroundings.mirror(row, lighting.u(), lighting.du(), lighting.v() + lighting.dv() * row.y);
        light(row);
        for (Feature feature : features) {
            feature.cover(row);
        }
        for (Feature damage : damages) {
            damage.cover(row);
        }
    }

    /** The scene as a camera sees it, with its damage. */
    View with(List<? extends Feature> damages) {
        return new View() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public int height() {
                return height;
            }

            @Override
            public void draw(Row row) {
                Scene.this.draw(row, damages);
            }
        };
    }

    /** Whether a point shows bare paint. */
    boolean bare(double x, double y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return false;
        }
        for (Feature feature : features) {
            if (feature.hides(x, y)) {
                return false;
            }
        }
        return true;
    }

    private void light(Row row) {
        Material coat = paint.coat();
        float flake = paint.flake();
        int grain = Grain.row((int) (row.y / Math.max(1, zoom)));
        float grainStep = 1 / Math.max(1, zoom);
        float glossLeft = coat.gloss() * (1 - 0.5f * lighting.graze());
        float glossStep = coat.gloss() * lighting.graze() / width;
        float[] nx = row.nx;
        float[] ny = row.ny;
        for (int x = row.from; x < row.to; x++) {
            float towards = Math.max(0, lighting.facing() + lighting.fromX() * nx[x] + lighting.fromY() * ny[x]);
            float lit = lighting.ambient() * (1 - 0.6f * ny[x]) + lighting.direct() * row.sun[x] * towards;
            row.light[x] = lit;
            float dx = nx[x] - lighting.fromX() * 0.25f;
            float dy = ny[x] - lighting.fromY() * 0.25f;
            float lobe = 1 / (1 + LOBE * (dx * dx + dy * dy));
            float sparkle = 1 + flake * 0.13f * Grain.WHITE[grain | ((int) (x * grainStep) & Grain.MASK)];
            float base = lit * (1 + flake * (1.6f * lobe - 0.6f)) * sparkle;
            float gloss = glossLeft + glossStep * x;
            row.r[x] = coat.r() * base + gloss * row.mirrorR[x];
            row.g[x] = coat.g() * base + gloss * row.mirrorG[x];
            row.b[x] = coat.b() * base + gloss * row.mirrorB[x];
        }
    }
}
