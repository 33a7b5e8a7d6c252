package io.verdict.connectors.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class StudioTest {
    private static final StudioConfig SMALL =
            StudioConfig.defaults().withSize(800, 600).withQuality(0.95, 0.95);
    private static final StudioConfig TINY = SMALL.withSize(480, 360);

    private final Studio studio = new Studio(SMALL);

    @Test
    void shouldDrawTheSameBytesForTheSameSeed() {
        Photo first = studio.draw(42);
        Photo second = new Studio(SMALL).draw(42);

        assertThat(second.jpeg()).isEqualTo(first.jpeg());
        assertThat(second.damages()).isEqualTo(first.damages());
        assertThat(second.scene()).isEqualTo(first.scene());
    }

    /** A shipped model's data are redrawn from their seeds: when these change, it has to be trained anew. */
    @Test
    void shouldDrawTheSamePixelsOnEveryPlatformAndInEveryRelease() {
        Studio golden = new Studio(StudioConfig.defaults().withSize(640, 480));

        assertThat(LongStream.rangeClosed(1, 4)
                        .mapToObj(seed -> JpegWriter.raster(golden.shoot(seed).image()))
                        .map(raster -> PhotoSetWriter.sha256(raster).substring(0, 16)))
                .containsExactly("dad6ce1d275dc27d", "78b3ad2aeebc5d84", "431767105e1ae682", "2cda3f90d89809f4");
    }

    @Test
    void shouldDrawTheSameBytesWhileOtherThreadsDraw() {
        Studio tiny = new Studio(TINY);
        List<byte[]> alone =
                LongStream.range(0, 12).mapToObj(seed -> tiny.draw(seed).jpeg()).toList();

        List<byte[]> together = LongStream.range(0, 12)
                .parallel()
                .mapToObj(seed -> tiny.draw(seed).jpeg())
                .toList();

        assertThat(together).usingElementComparator(Arrays::compare).isEqualTo(alone);
    }

    @Test
    void shouldDrawDifferentPhotosForDifferentSeeds() {
        Studio tiny = new Studio(TINY);
        Set<String> hashes = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            hashes.add(PhotoSetWriter.sha256(tiny.draw(seed).jpeg()));
        }

        assertThat(hashes).hasSize(20);
    }

    @Test
    void shouldWriteJpegsOfTheStatedSize() throws IOException {
        Studio mixed = new Studio(TINY.withFormats(0.4, 0.3, 0));
        Set<String> sizes = new HashSet<>();
        for (long seed = 0; seed < 24; seed++) {
            Photo photo = mixed.draw(seed);
            BufferedImage image = decode(photo);
            assertThat(image.getWidth()).isEqualTo(photo.width());
            assertThat(image.getHeight()).isEqualTo(photo.height());
            sizes.add(photo.width() + "x" + photo.height());
        }

        assertThat(sizes).containsExactlyInAnyOrder("480x360", "480x270", "614x461");
    }

    @Test
    void shouldKeepBoxesInsideTheImageAndAtLeastAsLongAsDeclared() {
        for (long seed = 0; seed < 60; seed++) {
            Photo photo = new Studio(TINY.withUndamagedShare(0)).draw(seed);
            double shortest = Visibility.MIN_SIDE * photo.width() / 1600.0;
            for (Damage damage : photo.damages()) {
                assertThat(damage.x() + damage.width()).isLessThanOrEqualTo(photo.width());
                assertThat(damage.y() + damage.height()).isLessThanOrEqualTo(photo.height());
                boolean atEdge = damage.x() == 0
                        || damage.y() == 0
                        || damage.x() + damage.width() >= photo.width()
                        || damage.y() + damage.height() >= photo.height();
                assertThat(atEdge || Math.min(damage.width(), damage.height()) >= shortest - 1e-6)
                        .as("%s of seed %d", damage, seed)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldBoxWhatTheDamageChangesAndNothingElse() throws IOException {
        Studio damaged = new Studio(SMALL.withUndamagedShare(0));
        Studio sound = new Studio(SMALL.withUndamagedShare(1));
        int boxes = 0;
        for (long seed = 100; seed < 116; seed++) {
            Photo with = damaged.draw(seed);
            Photo without = sound.draw(seed);
            assertThat(without.damages()).isEmpty();
            assertChangeIsBoxed(with, decode(with), decode(without), seed);
            boxes += with.damages().size();
        }

        assertThat(boxes).isGreaterThan(15);
    }

    @Test
    void shouldDrawASoundSceneByteForByteWhereNoDamageIsPlanned() {
        Studio sound = new Studio(TINY.withUndamagedShare(1));
        Studio tiny = new Studio(TINY);
        int compared = 0;
        for (long seed = 0; seed < 40; seed++) {
            Photo photo = tiny.draw(seed);
            if (photo.damages().isEmpty()) {
                assertThat(photo.jpeg()).isEqualTo(sound.draw(seed).jpeg());
                compared++;
            }
        }

        assertThat(compared).isPositive();
    }

    @Test
    void shouldLeaveAboutAQuarterOfThePhotosUndamagedAndShowBothClasses() {
        Studio tiny = new Studio(TINY);
        int undamaged = 0;
        int[] classes = new int[DamageClass.values().length];
        for (long seed = 0; seed < 200; seed++) {
            List<Damage> damages = tiny.draw(seed).damages();
            undamaged += damages.isEmpty() ? 1 : 0;
            damages.forEach(damage -> classes[damage.type().ordinal()]++);
        }

        assertThat(undamaged).isBetween(40, 72);
        assertThat(classes[DamageClass.SCRATCH.ordinal()]).isGreaterThan(70);
        assertThat(classes[DamageClass.DENT.ordinal()]).isGreaterThan(50);
    }

    @Test
    void shouldTurnPortraitsAsPhonesDo() throws Exception {
        StudioConfig portrait = SMALL.withFormats(0, 0, 1);
        Photo with = null;
        long seed = 0;
        while (with == null || with.damages().isEmpty()) {
            with = new Studio(portrait).draw(++seed);
        }
        Photo without = new Studio(portrait.withUndamagedShare(1)).draw(seed);

        assertThat(with.width()).isEqualTo(600);
        assertThat(with.height()).isEqualTo(800);
        assertThat(with.scene().exifOrientation()).isEqualTo(JpegWriter.TURNED);
        assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(with.jpeg()))
                        .getFirstDirectoryOfType(ExifIFD0Directory.class)
                        .getInt(ExifIFD0Directory.TAG_ORIENTATION))
                .isEqualTo(JpegWriter.TURNED);
        assertChangeIsBoxed(with, clockwise(decode(with)), clockwise(decode(without)), seed);
    }

    @Test
    void shouldStateWhatTheSceneIs() {
        SceneFacts scene = studio.draw(7).scene();

        assertThat(scene.paint()).isNotBlank();
        assertThat(scene.panel()).isIn("door", "fender", "bumper", "bonnet", "quarter");
        assertThat(scene.setting()).isIn("clear", "overcast", "street", "garage", "dusk");
        assertThat(scene.zoom()).isBetween(0.5, 2.2);
        assertThat(scene.brightness()).isBetween(20.0, 240.0);
        assertThat(scene.exifOrientation()).isEqualTo(JpegWriter.UPRIGHT);
    }

    /** At least 95 % of the changed energy lies in the boxes, and every box holds a change that is seen. */
    private static void assertChangeIsBoxed(Photo photo, BufferedImage with, BufferedImage without, long seed) {
        double inside = 0;
        double all = 0;
        int[] seen = new int[photo.damages().size()];
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                int change = change(with.getRGB(x, y), without.getRGB(x, y));
                double energy = (double) change * change;
                all += energy;
                boolean boxed = false;
                for (int i = 0; i < seen.length; i++) {
                    if (holds(photo.damages().get(i), x, y)) {
                        boxed = true;
                        seen[i] += change >= 14 ? 1 : 0;
                    }
                }
                inside += boxed ? energy : 0;
            }
        }
        assertThat(inside / Math.max(1, all))
                .as("energy in boxes, seed %d", seed)
                .isGreaterThanOrEqualTo(0.95);
        assertThat(Arrays.stream(seen).min().orElse(25))
                .as("visible pixels in the faintest box, seed %d", seed)
                .isGreaterThanOrEqualTo(25);
    }

    private static boolean holds(Damage damage, int x, int y) {
        return x + 1 > damage.x()
                && x < damage.x() + damage.width()
                && y + 1 > damage.y()
                && y < damage.y() + damage.height();
    }

    private static int change(int a, int b) {
        int r = Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF));
        int g = Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF));
        int blue = Math.abs((a & 0xFF) - (b & 0xFF));
        return Math.max(r, Math.max(g, blue));
    }

    private static BufferedImage clockwise(BufferedImage stored) {
        BufferedImage out = new BufferedImage(stored.getHeight(), stored.getWidth(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                out.setRGB(stored.getHeight() - 1 - y, x, stored.getRGB(x, y));
            }
        }
        return out;
    }

    private static BufferedImage decode(Photo photo) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(photo.jpeg()));
    }
}
