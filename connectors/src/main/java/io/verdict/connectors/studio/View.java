package io.verdict.connectors.studio;

/** What stands before a camera, row by row. Immutable. */
interface View {
    /** Columns of the photograph. */
    int width();

    /** Rows of the photograph. */
    int height();

    /** Draws the stretch of a row that {@code row} names: the light that leaves it towards the camera. */
    void draw(Row row);
}
