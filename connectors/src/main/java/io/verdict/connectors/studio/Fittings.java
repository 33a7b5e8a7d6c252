package io.verdict.connectors.studio;

import java.util.List;

/** Puts gaps, handles, strips, badges and edges onto a panel: what a panel has, and what is mistaken for damage. */
final class Fittings {
    private static final Material RUBBER = Material.grey(0.02, 0.02);
    private static final Material PLASTIC = Material.grey(0.035, 0.04);
    private static final Material CHROME = Material.grey(0.08, 0.62);

    private final int width;
    private final int height;
    private final double mm;
    private final Section section;
    private final Dice dice;
    private final List<Feature> features;

    Fittings(int width, int height, double mm, Section section, Dice dice, List<Feature> features) {
        this.width = width;
        this.height = height;
        this.mm = mm;
        this.section = section;
        this.dice = dice;
        this.features = features;
    }

    void fit(Panel panel) {
        switch (panel) {
            case DOOR -> {
                likely(0.75, this::seam);
                likely(0.12, this::seam);
                likely(0.5, this::handle);
                likely(0.22, this::strip);
                likely(0.3, this::window);
                likely(0.22, this::ground);
            }
            case FENDER -> {
                likely(0.6, this::seam);
                likely(0.2, this::indicator);
                likely(0.12, this::strip);
                likely(0.7, this::arch);
            }
            case BUMPER -> {
                likely(0.75, this::groove);
                likely(0.5, this::sensors);
                likely(0.4, this::indicator);
                likely(0.4, this::ground);
                likely(0.25, this::strip);
            }
            case BONNET -> {
                likely(0.6, this::groove);
                likely(0.3, this::seam);
                likely(0.25, this::badge);
            }
            case QUARTER -> {
                likely(0.35, this::flap);
                likely(0.35, this::seam);
                likely(0.25, this::arch);
                likely(0.2, this::badge);
            }
        }
        likely(0.14, this::sticker);
        likely(0.07, this::badge);
    }

    private void likely(double share, Runnable fitting) {
        if (dice.chance(share)) {
            fitting.run();
        }
    }

    private void seam() {
        float slant = dice.between(-0.25, 0.25);
        float bow = dice.between(-0.06, 0.06) / height;
        float at = dice.between(0.05, 0.95) * width - slant * height / 2;
        features.add(new Seam(
                at, slant, bow, -1, height + 1f, (float) (mm * dice.between(3, 5)), dice.between(-0.05, 0.05)));
    }

    private void groove() {
        features.add(Groove.between(section, dice.between(0.1, 0.9) * height, mm * dice.between(2.5, 4.5)));
    }

    private void handle() {
        double cx = dice.between(0.15, 0.85) * width;
        double cy = dice.between(0.15, 0.6) * height;
        double angle = tilt(cx, cy);
        double half = mm * dice.between(85, 110);
        double thick = mm * dice.between(11, 17);
        double lower = cy + thick * 0.3;
        features.add(
                Plate.plain(Shape.box(cx, lower, half * 0.62, thick * 2.1, thick * 2, angle), null, thick * 1.6, -0.5));
        features.add(Plate.plain(
                Shape.box(cx, cy + thick * 0.9, half * 0.9, thick * 0.5, thick * 0.5, angle),
                Material.grey(0.015, 0.01),
                thick * 0.4,
                0));
        boolean chrome = dice.chance(0.2);
        Material skin = chrome ? CHROME : dice.chance(0.25) ? PLASTIC : null;
        features.add(Plate.plain(Shape.box(cx, cy, half, thick, thick, angle), skin, thick * 0.95, 0.75));
        if (dice.chance(0.6)) {
            double radius = mm * dice.between(6, 9);
            double x = cx + half * dice.sign() * 0.86;
            lock(x, cy + (x - cx) * StrictMath.tan(angle), radius);
        }
    }

    private void lock(double cx, double cy, double radius) {
        features.add(Plate.plain(Shape.circle(cx, cy, radius), CHROME, radius * 0.4, 0.4));
        features.add(
                Plate.plain(Shape.box(cx, cy, radius * 0.12, radius * 0.6, 1, dice.between(-0.4, 0.4)), RUBBER, 1, 0));
    }

    private void strip() {
        double cy = dice.between(0.2, 0.9) * height;
        double angle = tilt(width / 2.0, cy);
        Material skin = dice.chance(0.4) ? CHROME : PLASTIC;
        double half = dice.chance(0.6) ? width : dice.between(0.15, 0.5) * width;
        double thick = mm * dice.spread(4, 22);
        double cx = half == width ? width / 2.0 : dice.between(0, 1) * width;
        features.add(Plate.plain(Shape.box(cx, cy, half, thick, thick * 0.5, angle), skin, thick * 0.9, 0.45));
    }

    private void window() {
        float along = dice.between(-0.02, 0.25) * height;
        Material edge = dice.chance(0.3) ? CHROME : RUBBER;
        Material glass = Material.of(0.012, 0.016, 0.015, dice.between(0.15, 0.3));
        features.add(new Beyond(section, along, true, glass, 0, edge, (float) (mm * dice.between(10, 18))));
    }

    private void ground() {
        float along = dice.between(0.78, 1.02) * height;
        Material floor = Material.grey(dice.between(0.06, 0.25), 0);
        features.add(new Beyond(section, along, false, floor, 1, RUBBER, (float) (mm * dice.between(4, 14))));
    }

    private void arch() {
        double radius = mm * dice.between(310, 370);
        double cx = dice.between(0.0, 1) * width;
        double visible = dice.between(0.12, 0.5) * height;
        features.add(new WheelArch(
                (float) cx, (float) (height + radius - visible), (float) radius, (float) (mm * dice.between(12, 40))));
    }

    private void indicator() {
        double w = mm * dice.between(18, 70);
        double h = mm * dice.between(8, 22);
        Material lens = dice.chance(0.5) ? Material.of(0.5, 0.16, 0.01, 0.1) : Material.of(0.4, 0.01, 0.01, 0.1);
        features.add(Plate.plain(somewhere(w, h, h * 0.6), lens, h * 0.4, 0.3));
    }

    private void sensors() {
        double radius = mm * dice.between(8, 12);
        double cx = dice.between(0.05, 0.5) * width;
        double cy = dice.between(0.3, 0.7) * height;
        for (double x = cx; x < width; x += mm * 330) {
            double y = cy + (x - cx) * StrictMath.tan(tilt(width / 2.0, cy));
            features.add(Groove.around(Shape.circle(x, y, radius), mm * 1.2));
        }
    }

    private void flap() {
        double half = mm * dice.between(70, 90);
        double round = dice.chance(0.4) ? half : half * 0.25;
        Shape outline = Shape.box(
                dice.between(0.2, 0.8) * width,
                dice.between(0.2, 0.7) * height,
                half,
                half * dice.between(0.85, 1),
                round,
                dice.between(-0.1, 0.1));
        features.add(Groove.around(outline, mm * dice.between(2.5, 4)));
    }

    private void badge() {
        double w = mm * dice.between(18, 80);
        double h = mm * dice.between(9, 22);
        Shape shape = dice.chance(0.4)
                ? Shape.circle(dice.between(0.1, 0.9) * width, dice.between(0.1, 0.9) * height, h * 1.4)
                : somewhere(w, h, h * 0.3);
        float pitch = (float) (mm * dice.between(6, 14));
        features.add(new Plate(shape, CHROME, (float) (h * 0.25), 0.5f, Material.grey(0.03, 0.05), pitch));
    }

    private void sticker() {
        double w = mm * dice.between(20, 90);
        double h = mm * dice.between(12, 50);
        Material paper = Material.of(dice.between(0.05, 0.8), dice.between(0.05, 0.8), dice.between(0.05, 0.8), 0.03);
        Material ink = Material.grey(paper.luminance() > 0.35 ? 0.03 : 0.7, 0.03);
        float pitch = (float) (mm * dice.between(5, 16));
        features.add(new Plate(somewhere(w, h, mm * 3), paper, 2, 0.05f, dice.chance(0.7) ? ink : null, pitch));
    }

    private Shape somewhere(double halfWidth, double halfHeight, double radius) {
        double cx = dice.between(0.08, 0.92) * width;
        double cy = dice.between(0.08, 0.92) * height;
        return Shape.box(cx, cy, halfWidth, halfHeight, radius, tilt(cx, cy) + dice.between(-0.08, 0.08));
    }

    /** Direction of the section lines at a point. */
    private double tilt(double x, double y) {
        return StrictMath.atan(-(section.along(x + 2, y) - section.along(x - 2, y)) / 4);
    }
}
