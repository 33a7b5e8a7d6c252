package io.verdict.connectors.studio;

import java.util.Arrays;
import java.util.List;

/**
 * A piece of land from above. Immutable.
 *
 * @param ground what lies below everything
 * @param land what lies flat on it, lower ones first
 * @param things what stands on it, in the order in which they cover each other
 */
record AerialScene(int width, int height, Vantage vantage, Ground ground, List<Feature> land, List<Thing> things)
        implements View {

    @Override
    public void draw(Row row) {
        Arrays.fill(row.sun, row.from, row.to, 1f);
        for (Thing thing : things) {
            thing.shadows().forEach(shadow -> shadow.shade(row));
        }
        land.forEach(feature -> feature.shade(row));
        float sky = vantage.lit(0, 0, 1, 0);
        float sun = vantage.open() - sky;
        for (int x = row.from; x < row.to; x++) {
            row.light[x] = sky + sun * row.sun[x];
            row.mirrorR[x] = sky * 0.9f;
            row.mirrorG[x] = sky;
            row.mirrorB[x] = sky * 1.15f;
        }
        ground.cover(row, vantage.pixelsPerMetre());
        land.forEach(feature -> feature.cover(row));
        for (Thing thing : things) {
            if (row.y >= thing.extent().top() - 1 && row.y <= thing.extent().bottom() + 1) {
                thing.parts().forEach(part -> part.cover(row));
            }
        }
    }
}
