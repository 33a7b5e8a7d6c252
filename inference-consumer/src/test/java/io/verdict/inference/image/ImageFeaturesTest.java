package io.verdict.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImageFeaturesTest {

    @Test
    void shouldMeasureAHandComputedPicture() {
        // 3×3 grey, all 0 but a 240 in the middle.
        byte[] rgb = new byte[27];
        for (int channel = 0; channel < 3; channel++) {
            rgb[12 + channel] = (byte) 240;
        }

        ImageFeatures features = ImageFeatures.of(rgb, 0, 9, 3, 3);

        double mean = 240.0 / 9;
        assertThat(features.brightness()).isCloseTo(mean / 255, within(1e-9));
        assertThat(features.contrast()).isCloseTo(Math.sqrt(240.0 * 240 / 9 - mean * mean) / 255, within(1e-9));
        assertThat(features.histogram()[0]).isEqualTo(8 / 9f);
        assertThat(features.histogram()[15]).isEqualTo(1 / 9f);
        // One inner pixel, so its Laplacian has no spread.
        assertThat(features.sharpness()).isZero();
    }

    @Test
    void shouldCallAnEdgeSharperThanARamp() {
        byte[] edge = new byte[16 * 16 * 3];
        byte[] ramp = new byte[16 * 16 * 3];
        for (int i = 0; i < edge.length; i++) {
            int x = i / 3 % 16;
            edge[i] = (byte) (x < 8 ? 0 : 255);
            ramp[i] = (byte) (x * 17);
        }

        assertThat(ImageFeatures.of(edge, 0, 48, 16, 16).sharpness())
                .isGreaterThan(100 * (1 + ImageFeatures.of(ramp, 0, 48, 16, 16).sharpness()));
    }

    @Test
    void shouldCallAPictureWithoutInsideNotSharp() {
        assertThat(ImageFeatures.of(new byte[6], 0, 6, 2, 1).sharpness()).isZero();
    }
}
