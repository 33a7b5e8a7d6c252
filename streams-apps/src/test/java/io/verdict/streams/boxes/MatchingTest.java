package io.verdict.streams.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.streams.state.SeenObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** LAB-1: the measure of agreement, against numbers computed by hand and against trying every matching. */
class MatchingTest {

    private static final double HALF = 0.5;

    private static SeenObject seen(String label, float x, float width) {
        return new SeenObject(label, x, 0f, width, 100f);
    }

    @Test
    void shouldCountPairsAndMeanOverlapClassByClass() {
        // Dents: 100 wide moved by 20 shares 80 of 120; the one at 500 is alone. Scratches: one each, far apart.
        List<SeenObject> first = List.of(seen("dent", 0, 100), seen("dent", 500, 100), seen("scratch", 0, 50));
        List<SeenObject> second = List.of(seen("dent", 20, 100), seen("scratch", 300, 50));

        SortedMap<String, Matching> matchings = Matching.byClass(first, second, HALF);

        assertThat(matchings).containsOnlyKeys("dent", "scratch");
        Matching dents = matchings.get("dent");
        assertThat(List.of(dents.matched(), dents.onlyFirst(), dents.onlySecond()))
                .containsExactly(1, 1, 0);
        assertThat(dents.f1()).isEqualTo(2.0 / 3);
        assertThat(dents.meanIou()).hasValueCloseTo(80.0 / 120, within(1e-12));
        Matching scratches = matchings.get("scratch");
        assertThat(List.of(scratches.matched(), scratches.onlyFirst(), scratches.onlySecond()))
                .containsExactly(0, 1, 1);
        assertThat(scratches.f1()).isZero();
        assertThat(scratches.meanIou()).isEmpty();
        assertThat(dents.plus(scratches).f1()).isEqualTo(2.0 / 5);
    }

    @Test
    void shouldAgreeFullyWhereNobodySawAnything() {
        assertThat(Matching.byClass(List.of(), List.of(), HALF)).isEmpty();
        assertThat(Matching.NOTHING.f1()).isOne();
        assertThat(Matching.NOTHING.meanIou()).isEmpty();
    }

    @Test
    void shouldPreferMorePairsToOneBetterPair() {
        // The middle box is closest to the second one's first, and the only one that its second can have.
        List<SeenObject> first = List.of(seen("dent", 10, 100), seen("dent", 0, 100));
        List<SeenObject> second = List.of(seen("dent", 9, 100), seen("dent", 40, 100));

        assertThat(Matching.byClass(first, second, HALF).get("dent").matched()).isEqualTo(2);
    }

    @Property(tries = 300)
    void shouldFindWhatTryingEveryMatchingFinds(@ForAll long seed) {
        Random random = new Random(seed);
        List<SeenObject> first = some(random);
        List<SeenObject> second = some(random);

        Matching found = Matching.byClass(first, second, HALF).getOrDefault("dent", Matching.NOTHING);

        double[] best = best(first, second, 0, new boolean[second.size()]);
        assertThat(found.matched()).isEqualTo((int) best[0]);
        assertThat(found.totalIou()).isCloseTo(best[1], within(1e-9));
        assertThat(found.onlyFirst()).isEqualTo(first.size() - found.matched());
        assertThat(found.onlySecond()).isEqualTo(second.size() - found.matched());
    }

    @Property(tries = 200)
    void shouldNotDependOnOrderNorOnWhichIsWhich(@ForAll long seed) {
        Random random = new Random(seed);
        List<SeenObject> first = some(random);
        List<SeenObject> second = some(random);
        Matching found = Matching.byClass(first, second, HALF).getOrDefault("dent", Matching.NOTHING);

        List<SeenObject> shuffled = new ArrayList<>(first);
        Collections.shuffle(shuffled, random);
        Matching again = Matching.byClass(second, shuffled, HALF).getOrDefault("dent", Matching.NOTHING);

        assertThat(again)
                .isEqualTo(new Matching(found.matched(), found.onlySecond(), found.onlyFirst(), again.totalIou()));
        assertThat(again.totalIou()).isCloseTo(found.totalIou(), within(1e-9));
    }

    /** Most pairs, then greatest overlap, by trying all; written without regard to how it is done in the app. */
    private static double[] best(List<SeenObject> first, List<SeenObject> second, int at, boolean[] taken) {
        if (at == first.size()) {
            return new double[] {0, 0};
        }
        double[] best = best(first, second, at + 1, taken);
        for (int j = 0; j < second.size(); j++) {
            double iou = iou(first.get(at), second.get(j));
            if (!taken[j] && iou >= HALF) {
                taken[j] = true;
                double[] rest = best(first, second, at + 1, taken);
                taken[j] = false;
                boolean better = rest[0] + 1 > best[0] || rest[0] + 1 == best[0] && rest[1] + iou > best[1];
                best = better ? new double[] {rest[0] + 1, rest[1] + iou} : best;
            }
        }
        return best;
    }

    /** All boxes are 100 high and begin at the top. */
    private static double iou(SeenObject a, SeenObject b) {
        double shared =
                Math.max(0, Math.min(a.getX() + a.getWidth(), b.getX() + b.getWidth()) - Math.max(a.getX(), b.getX()));
        return shared / (a.getWidth() + b.getWidth() - shared);
    }

    private static List<SeenObject> some(Random random) {
        List<SeenObject> seen = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            seen.add(seen("dent", random.nextInt(120), 60f + random.nextInt(60)));
        }
        return seen;
    }
}
