package io.verdict.connectors.studio;

import io.verdict.connectors.studio.Visibility.Area;
import io.verdict.connectors.studio.Visibility.Look;
import java.util.List;
import java.util.Optional;

/** Scratches the paint of a scene: curved, tapering, broken or in several strokes, none that could not be seen. */
final class ScratchForge {
    /** Least mean change of a scratch's altered pixels in 8-bit levels, else it is redrawn or left out. */
    static final double LEAST_CONTRAST = 24;

    /** Least share of a broken scratch that marks the paint. */
    private static final double LEAST_KEPT = 0.55;

    private static final double SAMPLE = 3;

    private final Scene scene;
    private final Visibility visibility;
    private final Dice dice;
    private final double unit;

    ScratchForge(Scene scene, Visibility visibility, Dice dice) {
        this.scene = scene;
        this.visibility = visibility;
        this.dice = dice;
        unit = Math.max(scene.width(), scene.height()) / 1600.0;
    }

    /** A visible scratch over the others, or nothing where the chosen place does not carry one. */
    Optional<Mark> forge(List<Feature> others) {
        ScratchPath path = ScratchPath.random(scene, unit, dice);
        double wide = unit * (dice.chance(0.75) ? dice.spread(2.6, 5) : dice.spread(2, 7));
        int strokes = dice.chance(0.68) ? 1 : 2 + dice.below(3);
        boolean broken = dice.chance(0.15);
        double spread = strokes == 1 ? 0 : unit * dice.spread(4, 18);
        int pad = (int) Math.ceil((strokes - 1) * spread + wide / 2 + 6);
        Area area = path.area(pad).clippedTo(scene.width(), scene.height());
        int width = area.right() - area.left();
        int height = area.bottom() - area.top();
        if (path.bareShare(scene) < 0.92 || width < 8 || height < 8) {
            return Optional.empty();
        }
        ScratchRaster raster = new ScratchRaster(area.left(), area.top(), width, height);
        double kept = stroke(raster, path, 0, 1, wide, broken);
        if (kept < LEAST_KEPT) {
            return Optional.empty();
        }
        for (int i = 1; i < strokes; i++) {
            ScratchPath beside = path.aside(i * spread * dice.between(0.7, 1.2));
            stroke(raster, beside, dice.between(0, 0.35), dice.between(0.65, 1), wide * dice.between(0.5, 1), broken);
        }
        double wanted = dice.chance(0.2) ? dice.between(28, 45) : dice.between(45, 130);
        float rim = dice.between(0.1, 0.5);
        boolean light = lightCore();
        return seen(new Scratch(raster, ground(light), 1, rim), area, others, wanted)
                .or(() -> seen(new Scratch(raster, ground(!light), 1, rim), area, others, wanted));
    }

    /** Weakens a mark until its contrast is about as wanted; nothing where full strength is still too faint. */
    private Optional<Mark> seen(Scratch scratch, Area area, List<Feature> others, double wanted) {
        Look look = visibility.at(scratch, area, scratch, 1, others);
        Scratch drawn = scratch;
        if (look.mean() > wanted * 1.1) {
            drawn = scratch.withStrength((float) Math.max(0.25, wanted / look.mean()));
            look = visibility.at(drawn, area, drawn, 1, others);
        }
        Damage box = look.box(DamageClass.SCRATCH, scene.width(), scene.height());
        boolean clear = look.mean() >= LEAST_CONTRAST && look.strong() >= 90 * unit * unit;
        return clear && StrictMath.hypot(box.width(), box.height()) >= 60 * unit
                ? Optional.of(new Mark(drawn, box))
                : Optional.empty();
    }

    /** Strokes one line and returns the share of it that marks the paint. */
    private double stroke(
            ScratchRaster raster, ScratchPath path, double first, double last, double wide, boolean broken) {
        int samples = Math.max(4, (int) (path.length() * (last - first) / SAMPLE));
        int shift = dice.below(Grain.SIDE);
        double taper = dice.between(0.05, 0.4);
        double[] before = path.at(first);
        int marked = 0;
        for (int i = 1; i <= samples; i++) {
            double t = i / (double) samples;
            double[] here = path.at(first + (last - first) * t);
            double ends = Math.min(1, Math.min(t, 1 - t) / taper + 0.15);
            float slow = Grain.at(Grain.CLOUD, i * 1.5f + shift, shift);
            float fast = Grain.at(Grain.WHITE, i + shift, shift);
            double width = Math.max(1.2, wide * Math.sqrt(ends) * (1 + 0.2 * slow + 0.16 * fast));
            double opacity = Math.max(0.45, Math.min(1, 0.9 + 0.14 * slow + 0.1 * fast));
            here[0] += 0.28 * unit * Grain.at(Grain.WHITE, i + shift, shift + 1);
            here[1] += 0.28 * unit * Grain.at(Grain.WHITE, i + shift, shift + 2);
            boolean skipped = broken && Grain.at(Grain.PATCH, i * 3f + shift, 9f) < -0.5f;
            if (!skipped && scene.bare(here[0], here[1])) {
                raster.stroke(before[0], before[1], here[0], here[1], width, opacity);
                marked++;
            }
            before = here;
        }
        return marked / (double) samples;
    }

    private boolean lightCore() {
        float coat = scene.paint().coat().luminance();
        double share = coat < 0.08 ? 0.92 : coat < 0.25 ? 0.75 : coat < 0.45 ? 0.35 : 0.05;
        return dice.chance(share);
    }

    private Material ground(boolean light) {
        double grey = light ? dice.between(0.55, 0.85) : dice.between(0.02, 0.12);
        double rust = !light && dice.chance(0.25) ? dice.between(0.6, 0.85) : 1;
        return Material.of(grey / rust, grey, grey * dice.between(0.92, 1.05) * rust, dice.between(0.0, 0.05));
    }
}
