package io.verdict.launcher.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.verdict.launcher.testing.Photos;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegCommentTest {

    private final byte[] jpeg = new Photos().get(1);

    @Test
    void shouldMakeAnotherFileOfTheSamePixels() throws IOException {
        byte[] first = JpegComment.add(jpeg, "first");
        byte[] second = JpegComment.add(jpeg, "second");

        assertThat(first).isNotEqualTo(second).isNotEqualTo(jpeg);
        assertThat(pixels(first)).isEqualTo(pixels(jpeg)).isEqualTo(pixels(second));
    }

    @Test
    void shouldTakeTheLongestCommentThatASegmentHolds() throws IOException {
        assertThat(pixels(JpegComment.add(jpeg, "x".repeat(65_533)))).isEqualTo(pixels(jpeg));
    }

    @Test
    void shouldRefuseALongerOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> JpegComment.add(jpeg, "x".repeat(65_534)));
    }

    private static int[] pixels(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
