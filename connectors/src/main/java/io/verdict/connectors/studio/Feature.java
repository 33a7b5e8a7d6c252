package io.verdict.connectors.studio;

/**
 * Something on or around a panel, drawn row by row in three steps: it bends the surface, takes direct light away and
 * covers the paint. Immutable once built.
 */
interface Feature {
    /** Adds to the normals. */
    default void bend(Row row) {}

    /** Lowers the share of direct light. */
    default void shade(Row row) {}

    /** Changes the light that leaves the surface. */
    default void cover(Row row) {}

    /** Whether no bare paint is seen at a point, so that damage there would not be seen either. */
    default boolean hides(double x, double y) {
        return false;
    }
}
