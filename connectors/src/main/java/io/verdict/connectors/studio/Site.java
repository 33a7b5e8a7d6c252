package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The land while it is being furnished: what lies on it, what stands on it, and where there is room. One thread. */
final class Site {
    /** A thing that is cut off by the image's edge is labelled if so much of it is left. */
    private static final float LEFT = 0.4f;

    /** And if it is so many pixels wide and high. */
    private static final float LEAST = 3;

    private final int width;
    private final int height;
    private final Vantage vantage;
    private final Coverage coverage;
    private final List<Feature> land = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();

    Site(int width, int height, Vantage vantage) {
        this.width = width;
        this.height = height;
        this.vantage = vantage;
        this.coverage = new Coverage(width, height);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Vantage vantage() {
        return vantage;
    }

    void lay(Feature flat) {
        land.add(flat);
    }

    /**
     * Puts a thing where it is, if there is room.
     *
     * @param most share of the smaller of two boxes that they may have in common
     */
    boolean put(Thing thing, double most) {
        Extent seen = thing.extent().clippedTo(width, height);
        if (thing.type() != null && seen.area() < LEFT * thing.extent().area()) {
            return false;
        }
        for (Thing other : things) {
            if (other.extent().overlap(thing.extent()) > most) {
                return false;
            }
        }
        boolean cut = thing.type() != null && seen.area() < thing.extent().area() - 1;
        Thing left = cut ? cut(thing) : thing;
        if (cut && Math.min(left.extent().width(), left.extent().height()) < LEAST) {
            return false;
        }
        things.add(left);
        return true;
    }

    /** The upright box of a turned thing that is cut off is smaller than its box, cut off. */
    private Thing cut(Thing thing) {
        return new Thing(thing.type(), coverage.of(thing), thing.front(), thing.parts(), thing.shadows());
    }

    AerialScene scene(Ground ground) {
        List<Thing> ordered = new ArrayList<>(things);
        ordered.sort(Comparator.comparing(Thing::front));
        return new AerialScene(width, height, vantage, ground, List.copyOf(land), List.copyOf(ordered));
    }

    /** Share of the sun at a point on the ground, as far as things are there already. */
    float sun(double x, double y) {
        Row row = new Row((int) Math.max(1, Math.min(width, x + 1)));
        int column = row.sun.length - 1;
        row.at((int) y, column, column + 1).sun[column] = 1;
        things.forEach(thing -> thing.shadows().forEach(shadow -> shadow.shade(row)));
        return row.sun[column];
    }
}
