package io.verdict.streams.pricing;

import io.verdict.events.PanelPosition;
import java.math.BigDecimal;

/**
 * How the place of a damage on the photographed panel counts. The photo stands for the panel: a box whose centre is
 * within the margin of one side is at an edge, of two sides in a corner.
 *
 * @param margin width of the edge relative to the photo, 0 to 0.5
 * @param centre factor in the middle, where a buyer looks first
 * @param edge factor at an edge
 * @param corner factor in a corner
 */
public record PositionFactors(double margin, BigDecimal centre, BigDecimal edge, BigDecimal corner) {

    public PositionFactors {
        if (!(margin >= 0 && margin <= 0.5)) {
            throw new IllegalArgumentException("margin is " + margin + "; it must be from 0 to 0.5");
        }
    }

    PanelPosition position(double centreX, double centreY) {
        boolean nearSide = centreX < margin || centreX > 1 - margin;
        boolean nearEnd = centreY < margin || centreY > 1 - margin;
        if (nearSide && nearEnd) {
            return PanelPosition.CORNER;
        }
        return nearSide || nearEnd ? PanelPosition.EDGE : PanelPosition.CENTRE;
    }

    BigDecimal factor(PanelPosition position) {
        return switch (position) {
            case CENTRE, UNKNOWN -> centre;
            case EDGE -> edge;
            case CORNER -> corner;
        };
    }
}
