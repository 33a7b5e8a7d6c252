package io.verdict.connectors.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.datasets.SplitRule.Share;
import io.verdict.connectors.store.ObjectRef;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits, manifest lines and perceptual hashes of dataset versions (LAB-4). */
class DatasetPartsTest {

    @Test
    void shouldSplitByTheHashOfSeedAndGroup() {
        // SHA-256(00 00 00 04 "seed" "car-N"), first 8 bytes / 2^64: worked out with another implementation.
        SplitRule rule = SplitRule.standard("seed");
        assertThat(List.of(rule.split("car-1"), rule.split("car-2"), rule.split("car-17"), rule.split("car-7")))
                .containsExactly("train", "train", "val", "test");
    }

    @Test
    void shouldKeepTheShares() {
        SplitRule rule = SplitRule.standard("a");
        long tests = IntStream.range(0, 20_000)
                .filter(group -> rule.split("vehicle " + group).equals(SplitRule.TEST))
                .count();
        // Five standard deviations of a binomial with p = 0.1.
        assertThat(tests / 20_000.0).isCloseTo(0.1, within(0.0107));
    }

    @Test
    void shouldRefuseSharesThatDoNotAddUp() {
        assertThatThrownBy(() -> new SplitRule("s", List.of(new Share("train", 9000), new Share("test", 999))))
                .hasMessageStartingWith("shares add up to 9999 hundredths of a percent");
        assertThatThrownBy(() -> new SplitRule("s", List.of(new Share("train", 10000))))
                .hasMessageContaining("a 'test' split");
        assertThatThrownBy(() -> new SplitRule("s", List.of(new Share("test", 10000), new Share("test", 0))))
                .hasMessageStartingWith("split 'test' has 0 hundredths of a percent, or is there twice");
    }

    @Test
    void shouldWriteCanonicalJson() {
        LabelledPhoto photo = new LabelledPhoto(
                "i\u001f\"\\\t€😀",
                new ObjectRef("file:/a.png", Optional.of("v1"), "00"),
                "car",
                "l",
                640,
                480,
                List.of(new PhotoBox("dent", 10.0, -0.0, 0.0625, 1e6, true)));
        assertThat(new String(ManifestLine.of(photo, "train", 0xFFL), UTF_8))
                .isEqualTo("{\"boxes\":[{\"class\":\"dent\",\"crowd\":true,\"height\":1000000,\"left\":10,\"top\":0,"
                        + "\"width\":0.062}],\"dhash\":\"00000000000000ff\",\"group\":\"car\",\"height\":480,"
                        + "\"image\":\"i\\u001f\\\"\\\\\\t€😀\",\"label\":\"l\",\"sha256\":\"00\",\"split\":\"train\","
                        + "\"uri\":\"file:/a.png\",\"version\":\"v1\",\"width\":640}\n");
    }

    @Test
    void shouldRefuseHalfOfAPair() {
        LabelledPhoto photo =
                new LabelledPhoto("\ud83d", new ObjectRef("u", Optional.empty(), "00"), "g", "l", 1, 1, List.of());
        assertThatThrownBy(() -> ManifestLine.of(photo, "train", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a pair");
    }

    @Property(tries = 100)
    void shouldWriteWhatOthersReadTheSame(@ForAll @DoubleRange(min = -1e9, max = 1e9) double left, @ForAll String group)
            throws IOException {
        Assume.that(UTF_8.newEncoder().canEncode(group));
        LabelledPhoto photo = new LabelledPhoto(
                "i",
                new ObjectRef("u", Optional.empty(), "00"),
                group,
                "l",
                1,
                1,
                List.of(new PhotoBox("c", left, 0, 1, 1, false)));
        var read = new ObjectMapper().readTree(ManifestLine.of(photo, "train", 0));
        assertThat(read.at("/boxes/0/left").doubleValue()).isCloseTo(left, within(0.00051));
        assertThat(read.get("group").textValue()).isEqualTo(group);
    }

    @Test
    void shouldHashFallingBrightness() {
        BufferedImage picture = new BufferedImage(9, 8, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 9; x++) {
                // Every row falls at the first step and rises from there on; the last row falls all the way.
                int grey = y == 7 ? 200 - 10 * x : x == 0 ? 250 : 10 * x;
                picture.setRGB(x, y, grey * 0x010101);
            }
        }
        assertThat(DifferenceHash.of(picture)).isEqualTo(0x80808080808080FFL);
    }

    @Test
    void shouldHashAScaledCopyAlmostTheSame() throws IOException {
        BufferedImage original = ImageIO.read(new ByteArrayInputStream(Photos.png(7)));
        BufferedImage scaled = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
        var graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(original, 0, 0, 90, 90, null);
        graphics.dispose();
        long hash = DifferenceHash.of(Photos.png(7)).orElseThrow();
        assertThat(Long.bitCount(
                        hash ^ DifferenceHash.of(Photos.encoded(scaled)).orElseThrow()))
                .isLessThanOrEqualTo(BuildRules.DEFAULT_DISTANCE);
        assertThat(Long.bitCount(hash ^ DifferenceHash.of(Photos.png(8)).orElseThrow()))
                .isGreaterThan(BuildRules.DEFAULT_DISTANCE);
        assertThat(DifferenceHash.of("no picture".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void shouldHashWithoutADisk(@TempDir Path folder) throws IOException {
        byte[] photo = Photos.png(7);
        Path cache = Files.createDirectory(folder.resolve("cache"));
        ImageIO.setCacheDirectory(cache.toFile());
        try {
            Files.delete(cache);
            assertThat(DifferenceHash.of(photo)).isPresent();
        } finally {
            ImageIO.setCacheDirectory(null);
        }
    }

    @Property(tries = 100)
    void shouldFindWhatComparingAllFinds(
            @ForAll @Size(max = 40) List<Long> hashes,
            @ForAll long other,
            @ForAll @IntRange(max = HammingIndex.MOST_BITS) int distance) {
        HammingIndex index = new HammingIndex(distance);
        // Neighbours of what is asked for, so that something is found.
        List<Long> all = IntStream.range(0, hashes.size())
                .mapToObj(at -> at % 2 == 0 ? hashes.get(at) : other ^ (hashes.get(at) & 0x0101010101010101L))
                .toList();
        for (int at = 0; at < all.size(); at++) {
            index.add("h" + at, all.get(at));
        }
        Optional<Integer> nearest = all.stream()
                .map(hash -> Long.bitCount(hash ^ other))
                .filter(bits -> bits <= distance)
                .min(Integer::compare);
        assertThat(index.nearest(other).map(HammingIndex.Match::distance)).isEqualTo(nearest);
        index.nearest(other).ifPresent(match -> assertThat(
                        all.get(Integer.parseInt(match.name().substring(1))) ^ other)
                .satisfies(bits -> assertThat(Long.bitCount(bits)).isEqualTo(match.distance())));
    }
}
