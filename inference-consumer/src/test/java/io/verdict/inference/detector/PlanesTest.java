package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** INF-3: the tensor that a photo becomes is the same, bit by bit, however it is filled. */
class PlanesTest {

    @Test
    void shouldDivideEveryValueOfAByteBy255() {
        byte[] rgb = new byte[256 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3);
        }

        assertThat(planes(256, rgb)).isEqualTo(expected(rgb));
    }

    @Test
    void shouldPutColourAfterColourAndImageAfterImage() {
        byte[] first = new byte[64 * 32 * 3];
        byte[] second = new byte[64 * 32 * 3];
        new Random(7).nextBytes(first);
        new Random(8).nextBytes(second);

        int[] both = planes(64, first, second);

        assertThat(both).startsWith(expected(first)).endsWith(expected(second));
        assertThat(both).hasSize(first.length + second.length);
    }

    private static int[] planes(int width, byte[]... images) {
        int size = images.length * images[0].length;
        FloatBuffer floats = ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Planes planes = new Planes(width);
        for (byte[] rgb : images) {
            planes.put(rgb, floats);
        }
        floats.flip();
        int[] bits = new int[floats.remaining()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats.get());
        }
        return bits;
    }

    private static int[] expected(byte[] rgb) {
        int[] bits = new int[rgb.length];
        int at = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int i = channel; i < rgb.length; i += 3) {
                bits[at++] = Float.floatToRawIntBits((rgb[i] & 0xff) / 255f);
            }
        }
        return bits;
    }
}
