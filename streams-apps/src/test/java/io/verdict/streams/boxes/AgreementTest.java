package io.verdict.streams.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.streams.state.SeenObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static SeenObject seen(String label, float x, float width) {
        return new SeenObject(label, x, 0f, width, 100f);
    }

    @Test
    void shouldTakeAnOverlapOfHalfAsTheSameThing() {
        // 100 wide against 100 wide, moved by 33: 67 shared of 133, just above a half; by 34 just below.
        assertThat(Agreement.of(List.of(seen("dent", 0, 100)), List.of(seen("dent", 33, 100))))
                .isTrue();
        assertThat(Agreement.of(List.of(seen("dent", 0, 100)), List.of(seen("dent", 34, 100))))
                .isFalse();
    }

    @Test
    void shouldAskForClassAndNumber() {
        assertThat(Agreement.of(List.of(), List.of())).isTrue();
        assertThat(Agreement.of(List.of(seen("dent", 0, 100)), List.of())).isFalse();
        assertThat(Agreement.of(List.of(seen("dent", 0, 100)), List.of(seen("scratch", 0, 100))))
                .isFalse();
        assertThat(Agreement.of(
                        List.of(seen("dent", 0, 100), seen("dent", 0, 100)),
                        List.of(seen("dent", 0, 100), seen("dent", 500, 100))))
                .as("one thing cannot stand for two")
                .isFalse();
    }

    @Test
    void shouldFindThePartnersWhereTheFirstChoiceIsTaken() {
        // The first box overlaps both of the others, the second only the one that the first would take.
        List<SeenObject> one = List.of(seen("dent", 10, 100), seen("dent", 0, 100));
        List<SeenObject> other = List.of(seen("dent", 0, 100), seen("dent", 40, 100));
        assertThat(Agreement.of(one, other)).isTrue();
    }

    @Property
    void shouldNotDependOnOrderNorOnWhichIsWhich(@ForAll long seed) {
        Random random = new Random(seed);
        List<SeenObject> one = some(random);
        List<SeenObject> other = new ArrayList<>(random.nextBoolean() ? one : some(random));
        boolean agreed = Agreement.of(one, other);
        assertThat(Agreement.of(other, one)).isEqualTo(agreed);
        Collections.shuffle(other, random);
        assertThat(Agreement.of(one, other)).isEqualTo(agreed);
        assertThat(Agreement.of(one, one)).isTrue();
    }

    private static List<SeenObject> some(Random random) {
        List<SeenObject> seen = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            seen.add(seen(random.nextBoolean() ? "dent" : "scratch", random.nextInt(120), 60f + random.nextInt(60)));
        }
        return seen;
    }
}
