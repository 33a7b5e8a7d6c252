package io.verdict.topics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {

    @Test
    void shouldCountSwappedNeighboursOnce() {
        assertThat(DidYouMean.distance("sasl.mechansim", "sasl.mechanism")).isEqualTo(1);
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(DidYouMean.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void shouldPreferTheClosest() {
        assertThat(DidYouMean.among(List.of("images", "image-uploads", "image-features"), "imags"))
                .contains("images");
    }

    @Property
    void shouldBeSymmetricAndZeroOnlyForEqualWords(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        int distance = DidYouMean.distance(a, b);

        assertThat(distance).isEqualTo(DidYouMean.distance(b, a));
        assertThat(distance == 0).isEqualTo(a.equalsIgnoreCase(b));
        assertThat(distance).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }
}
