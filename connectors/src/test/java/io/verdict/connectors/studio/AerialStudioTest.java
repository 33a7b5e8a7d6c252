package io.verdict.connectors.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

/** Aerial scenes of SYS-2: what they show, and that their boxes are where the things are. */
class AerialStudioTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final AerialConfig SMALL = AerialConfig.defaults().withSize(WIDTH, HEIGHT);

    private static List<AerialObject> objects(AerialConfig config, int scenes) {
        AerialStudio studio = new AerialStudio(config);
        return LongStream.range(0, scenes)
                .mapToObj(seed -> studio.draw(seed).objects())
                .flatMap(List::stream)
                .toList();
    }

    @Property(tries = 25)
    void shouldKeepBoxesInsideThePicture(@ForAll long seed) {
        AerialPhoto photo = new AerialStudio(SMALL.withShares(0, 0.5)).draw(seed);

        assertThat(photo.objects()).allSatisfy(object -> {
            assertThat(object.x() + object.width()).isLessThanOrEqualTo(WIDTH);
            assertThat(object.y() + object.height()).isLessThanOrEqualTo(HEIGHT);
            assertThat(Math.min(object.width(), object.height())).isGreaterThan(1);
        });
    }

    /** Painted on black and on white, a thing shows which pixels it covers. */
    @Property(tries = 25)
    void shouldPutBoxesAroundWhatIsPainted(@ForAll long seed) {
        AerialScene scene = new AerialStudio(SMALL.withShares(0, 0.5)).compose(seed, seed);
        Coverage coverage = new Coverage(WIDTH, HEIGHT);

        assertThat(scene.things()).filteredOn(thing -> thing.type() != null).allSatisfy(thing -> {
            Extent painted = coverage.of(thing);
            Extent box = thing.extent().clippedTo(WIDTH, HEIGHT);
            // Columns and rows are counted from their middles, and the ends of a rounded outline cover no whole pixel.
            assertThat(painted.left()).isCloseTo(box.left(), within(1.6f));
            assertThat(painted.top()).isCloseTo(box.top(), within(1.6f));
            assertThat(painted.right()).isCloseTo(box.right(), within(1.6f));
            assertThat(painted.bottom()).isCloseTo(box.bottom(), within(1.6f));
        });
    }

    @Property(tries = 10)
    void shouldDrawTheSameForTheSameSeed(@ForAll long seed) {
        AerialPhoto once = new AerialStudio(SMALL).draw(seed);
        AerialPhoto again = new AerialStudio(SMALL).draw(seed);

        assertThat(again.jpeg()).isEqualTo(once.jpeg());
        assertThat(again.objects()).isEqualTo(once.objects());
        assertThat(again.scene()).isEqualTo(once.scene());
        assertThat(new AerialStudio(SMALL).draw(seed + 1).jpeg()).isNotEqualTo(once.jpeg());
    }

    @Property(tries = 10)
    void shouldKeepGroundLightAndHeightWithinAFlight(@ForAll long seed, @ForAll long flight) {
        AerialPhoto one = new AerialStudio(SMALL).draw(seed, flight);
        AerialPhoto other = new AerialStudio(SMALL).draw(seed + 1, flight);

        assertThat(other.scene())
                .usingRecursiveComparison()
                .ignoringFields("brightness")
                .isEqualTo(one.scene());
        assertThat(other.jpeg()).isNotEqualTo(one.jpeg());
    }

    @Test
    void shouldShowEveryClassInItsSize() {
        var areas = objects(SMALL, 30).stream()
                .collect(Collectors.groupingBy(
                        AerialObject::type, Collectors.averagingDouble(object -> object.width() * object.height())));

        assertThat(areas).containsOnlyKeys(AerialClass.values());
        assertThat(areas.get(AerialClass.PERSON)).isLessThan(areas.get(AerialClass.VEHICLE) / 3);
        assertThat(areas.get(AerialClass.VEHICLE)).isLessThan(areas.get(AerialClass.BUILDING) / 2);
    }

    @Test
    void shouldDrawEmptyAndCrowdedScenes() {
        assertThat(objects(SMALL.withShares(1, 0), 5)).isEmpty();
        assertThat(objects(SMALL.withShares(0, 1), 12).size())
                .isGreaterThan(objects(SMALL.withShares(0, 0), 12).size() * 3 / 2);
    }

    @Test
    void shouldVaryGroundLightAndScale() {
        AerialStudio studio = new AerialStudio(SMALL);
        List<AerialFacts> facts = LongStream.range(0, 25)
                .mapToObj(seed -> studio.draw(seed).scene())
                .toList();

        assertThat(facts.stream().map(AerialFacts::ground).distinct()).hasSizeGreaterThan(3);
        assertThat(facts.stream().map(AerialFacts::light).distinct()).hasSizeGreaterThan(3);
        assertThat(facts.stream().mapToDouble(AerialFacts::pixelsPerMetre).max().orElseThrow())
                .isGreaterThan(1.5
                        * facts.stream()
                                .mapToDouble(AerialFacts::pixelsPerMetre)
                                .min()
                                .orElseThrow());
        assertThat(facts.stream().mapToDouble(AerialFacts::brightness).max().orElseThrow())
                .isGreaterThan(60
                        + facts.stream()
                                .mapToDouble(AerialFacts::brightness)
                                .min()
                                .orElseThrow());
    }

    @Test
    void shouldWriteJpegsOfTheAskedSize() throws IOException {
        AerialPhoto photo = new AerialStudio(SMALL).draw(7);

        var image = ImageIO.read(new ByteArrayInputStream(photo.jpeg()));
        assertThat(image.getWidth()).isEqualTo(photo.width()).isEqualTo(WIDTH);
        assertThat(image.getHeight()).isEqualTo(photo.height()).isEqualTo(HEIGHT);
    }

    @Test
    void shouldRefuseWhatCannotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withSize(100, 600))
                .withMessageContaining("100×600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withShares(0.6, 0.5))
                .withMessageContaining("at most 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AerialObject(AerialClass.PERSON, 0, 0, 0, 1))
                .withMessageContaining("positive size");
    }

    /** The stretch of a line between two parallels, against looking at every step of it. */
    @Property(tries = 300)
    void shouldCutLinesAtSlabs(
            @ForAll @FloatRange(min = -50, max = 50) float at,
            @ForAll @FloatRange(min = -3, max = 3) float step,
            @ForAll @FloatRange(min = 1, max = 40) float half) {
        Span span = Span.ALL.within(at, step, half);

        for (float t = -30; t <= 30; t += 0.5f) {
            float beyond = Math.abs(at + t * step) - half;
            if (Math.abs(beyond) > 1e-3) {
                assertThat(t >= span.from() && t <= span.to()).isEqualTo(beyond < 0);
            }
        }
    }
}
