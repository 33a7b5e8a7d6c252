package io.verdict.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** LAB-3: 1 % of photos are drawn for manual QA, by their ids alone. */
class UniformSampleTest {

    private static final int PHOTOS = 100_000;
    private static final double SHARE = 0.01;

    /** The same ids in each run, as a test that fails by chance says nothing. */
    private static List<String> ids() {
        return IntStream.range(0, PHOTOS)
                .mapToObj(i -> UUID.nameUUIDFromBytes(("photo " + i).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .toList();
    }

    @Test
    void shouldDrawTheShareWithinBinomialBounds() {
        long drawn = ids().stream().filter(id -> UniformSample.draws(id, SHARE)).count();

        // Four standard deviations of a binomial distribution; as much happens by chance once in 16,000.
        double bound = 4 * Math.sqrt(PHOTOS * SHARE * (1 - SHARE));
        assertThat((double) drawn).isBetween(PHOTOS * SHARE - bound, PHOTOS * SHARE + bound);
    }

    @Test
    void shouldDrawTheSamePhotosAndMoreWithAGreaterShare() {
        assertThat(ids().stream().filter(id -> UniformSample.draws(id, SHARE)))
                .isNotEmpty()
                .allMatch(id -> UniformSample.draws(id, 0.05));
    }

    @Test
    void shouldDrawNoneOrAllAtTheEnds() {
        assertThat(ids().subList(0, 1000)).noneMatch(id -> UniformSample.draws(id, 0));
        assertThat(ids().subList(0, 1000)).allMatch(id -> UniformSample.draws(id, 1));
    }

    /** First 64 bits by {@code printf 'labelling-sample/1\nphoto-1' | sha256sum}. */
    @Test
    void shouldBeWhatAnybodyCanComputeWithAHash() {
        double fraction = (0xc24d117cd78d5c97L >>> 11) * 0x1p-53;
        assertThat(UniformSample.draws("photo-1", Math.nextUp(fraction))).isTrue();
        assertThat(UniformSample.draws("photo-1", fraction)).isFalse();
    }
}
