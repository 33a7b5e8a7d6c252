package io.verdict.connectors.studio;

/** Finds out which pixels a thing covers, by drawing it before black and before white. One thread. */
final class Coverage {
    private static final float HALF = 0.5f;

    private final int width;
    private final int height;
    private final Row black;
    private final Row white;

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        this.black = new Row(width);
        this.white = new Row(width);
    }

    /** Around the pixels of the image that it covers by half or more; empty, and so without an area, where there are none. */
    Extent of(Thing thing) {
        Extent around = thing.extent().grown(2).clippedTo(width, height);
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        for (int y = (int) around.top(); y < around.bottom(); y++) {
            draw(thing, black.at(y, 0, width), 0);
            draw(thing, white.at(y, 0, width), 1);
            for (int x = 0; x < width; x++) {
                if (white.r[x] - black.r[x] <= HALF) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        return new Extent(left, top, right, bottom);
    }

    private static void draw(Thing thing, Row row, float behind) {
        for (int x = row.from; x < row.to; x++) {
            row.light[x] = 1;
            row.r[x] = behind;
            row.g[x] = behind;
            row.b[x] = behind;
        }
        thing.parts().forEach(part -> part.cover(row));
    }
}
