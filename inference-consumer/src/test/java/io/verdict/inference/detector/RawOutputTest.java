package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INF-3: the hash of what a model put out, by which a decision can be repeated. */
class RawOutputTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_047, 2_048, 2_049, 4_096, 84 * 8_400})
    void shouldHashTheLittleEndianBytesOfAllValues(int size) throws Exception {
        float[] values = values(size);
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putInt(Float.floatToRawIntBits(value));
        }

        assertThat(new RawOutput(values, 1, size).sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2_047, 2_048, 4_999})
    void shouldFindTheFirstValueThatIsNoFiniteNumber(int at) {
        for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] values = values(5_000);
            values[at] = strange;
            values[4_999] = Float.NaN;

            assertThat(new RawOutput(values, 50, 100).inspect().notFinite()).hasValue(at);
        }
    }

    @Test
    void shouldFindNothingAmongNumbers() {
        float[] values = {0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE};

        assertThat(new RawOutput(values, 1, 5).inspect().notFinite()).isEmpty();
    }

    private static float[] values(int size) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 640 * random.nextFloat() - 20;
        }
        return values;
    }
}
