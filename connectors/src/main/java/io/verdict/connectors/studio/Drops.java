package io.verdict.connectors.studio;

/** Water drops on the paint: small lenses, dark on top and bright below, each with a glint. */
final class Drops implements Feature {
    private final float[] cx;
    private final float[] cy;
    private final float[] radius;

    Drops(float[] cx, float[] cy, float[] radius) {
        this.cx = cx;
        this.cy = cy;
        this.radius = radius;
    }

    static Drops scattered(int count, int width, int height, float size, Dice dice) {
        float[] cx = new float[count];
        float[] cy = new float[count];
        float[] radius = new float[count];
        for (int i = 0; i < count; i++) {
            cx[i] = dice.between(0, width);
            cy[i] = dice.between(0, height);
            radius[i] = size * dice.spread(0.35, 1.4);
        }
        return new Drops(cx, cy, radius);
    }

    @Override
    public void bend(Row row) {
        for (int i = 0; i < cx.length; i++) {
            float dy = (row.y - cy[i]) / radius[i];
            if (Math.abs(dy) < 1) {
                int to = row.clipTo(cx[i] + radius[i]);
                for (int x = row.clipFrom(cx[i] - radius[i]); x < to; x++) {
                    float dx = (x - cx[i]) / radius[i];
                    float q = dx * dx + dy * dy;
                    if (q < 1) {
                        row.nx[x] += 0.55f * dx * q;
                        row.ny[x] += 0.55f * dy * q;
                    }
                }
            }
        }
    }

    @Override
    public void cover(Row row) {
        for (int i = 0; i < cx.length; i++) {
            float dy = (row.y - cy[i]) / radius[i];
            if (Math.abs(dy) < 1) {
                int to = row.clipTo(cx[i] + radius[i]);
                for (int x = row.clipFrom(cx[i] - radius[i]); x < to; x++) {
                    float dx = (x - cx[i]) / radius[i];
                    float q = dx * dx + dy * dy;
                    if (q < 1) {
                        float shade = 1 + 0.3f * dy * (1 - q) - 0.35f * q * q;
                        float glintX = dx + 0.3f;
                        float glintY = dy + 0.4f;
                        float glint = glintX * glintX + glintY * glintY < 0.03f ? 0.6f * row.light[x] : 0;
                        row.r[x] = row.r[x] * shade + glint;
                        row.g[x] = row.g[x] * shade + glint;
                        row.b[x] = row.b[x] * shade + glint;
                    }
                }
            }
        }
    }
}
