package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how much damage a scene gets and places it so that each damage can be told from the others. */
final class Vandal {
    private static final int ATTEMPTS = 9;
    /** How often a scene in which nothing could be placed is tried again. */
    private static final int ROUNDS = 4;

    private static final double SCRATCH_SHARE = 0.55;
    private static final double MOST_OVERLAP_SAME = 0.15;
    private static final double MOST_OVERLAP_OTHER = 0.6;

    private Vandal() {}

    /** The damage of a photograph, dents first. */
    static List<Mark> damage(Scene scene, Camera camera, double undamagedShare, Dice dice) {
        List<Mark> marks = new ArrayList<>();
        if (dice.chance(undamagedShare)) {
            return marks;
        }
        int scratches = 0;
        int dents = 0;
        for (int i = count(dice); i > 0; i--) {
            if (dice.chance(SCRATCH_SHARE)) {
                scratches++;
            } else {
                dents++;
            }
        }
        Visibility visibility = new Visibility(scene, camera);
        DentForge dentForge = new DentForge(scene, visibility, dice);
        ScratchForge scratchForge = new ScratchForge(scene, visibility, dice);
        for (int i = 0; i < dents; i++) {
            add(marks, dentForge::forge);
        }
        for (int i = 0; i < scratches; i++) {
            add(marks, scratchForge::forge);
        }
        for (int i = 0; marks.isEmpty() && i < ROUNDS; i++) {
            add(marks, scratches > dents ? scratchForge::forge : dentForge::forge);
        }
        return marks;
    }

    private interface Forge {
        Optional<Mark> forge(List<Feature> others);
    }

    private static void add(List<Mark> marks, Forge forge) {
        List<Feature> others = marks.stream().map(Mark::feature).toList();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Mark> mark = forge.forge(others);
            if (mark.isPresent() && marks.stream().allMatch(placed -> apart(mark.get(), placed))) {
                marks.add(mark.get());
                return;
            }
        }
    }

    private static boolean apart(Mark a, Mark b) {
        boolean same = a.truth().type() == b.truth().type();
        return a.overlap(b.truth()) <= (same ? MOST_OVERLAP_SAME : MOST_OVERLAP_OTHER);
    }

    private static int count(Dice dice) {
        double ticket = dice.unit();
        return ticket < 0.5 ? 1 : ticket < 0.8 ? 2 : ticket < 0.94 ? 3 : 4;
    }
}
