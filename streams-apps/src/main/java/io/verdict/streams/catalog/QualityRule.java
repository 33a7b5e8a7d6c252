package io.verdict.streams.catalog;

import io.verdict.events.ImageFeatures;
import io.verdict.events.QualityFlag;

/**
 * What the features of a photo say about its quality; the first that holds, in the order of the parameters.
 *
 * @param darkBelow mean luma, 0 to 1, below which a photo is dark
 * @param overexposedAbove mean luma above which it is overexposed
 * @param blurredBelow variance of the Laplacian (8-bit units) below which it is blurred
 */
public record QualityRule(double darkBelow, double overexposedAbove, double blurredBelow) {

    /** Starting values for car photos scaled to a model's input. */
    public static final QualityRule STANDARD = new QualityRule(0.15, 0.88, 12);

    public QualityRule {
        if (!(darkBelow >= 0 && darkBelow < overexposedAbove && overexposedAbove <= 1 && blurredBelow >= 0)) {
            throw new IllegalArgumentException("The quality rule is dark below " + darkBelow + ", overexposed above "
                    + overexposedAbove + ", blurred below " + blurredBelow
                    + "; it must be 0 <= dark < overexposed <= 1, and blurred 0 or more");
        }
    }

    QualityFlag flag(ImageFeatures features) {
        if (features.getBrightness() < darkBelow) {
            return QualityFlag.DARK;
        }
        if (features.getBrightness() > overexposedAbove) {
            return QualityFlag.OVEREXPOSED;
        }
        return features.getSharpness() < blurredBelow ? QualityFlag.BLURRED : QualityFlag.GOOD;
    }
}
