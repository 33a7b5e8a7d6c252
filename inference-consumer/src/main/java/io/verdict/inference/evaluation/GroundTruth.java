package io.verdict.inference.evaluation;

/**
 * One object that is there, in image pixels.
 *
 * @param crowd a region of objects not told apart; found boxes inside it count neither for nor against
 */
public record GroundTruth(int classIndex, double x, double y, double width, double height, boolean crowd) {

    public static GroundTruth single(int classIndex, double x, double y, double width, double height) {
        return new GroundTruth(classIndex, x, y, width, height, false);
    }

    double area() {
        return width * height;
    }
}
