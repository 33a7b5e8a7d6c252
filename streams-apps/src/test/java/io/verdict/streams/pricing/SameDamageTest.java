package io.verdict.streams.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.streams.state.PhotoEvidence;
import io.verdict.streams.state.SeenDamage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameDamageTest {

    private static SeenDamage dent(double x) {
        return new SeenDamage("dent", 0.8f, x, 0.4, 0.1, 0.1);
    }

    private static PhotoEvidence photo(String id, SeenDamage... damages) {
        return new PhotoEvidence("sha-" + id, List.of(id), "detections", 0, 0L, "event-" + id, List.of(damages));
    }

    @Test
    void shouldMeasureOverlapByHand() {
        // Two squares of side 0.1, shifted by half: 0.005 shared of 0.015.
        Damage.Sighting a = new Damage.Sighting(photo("a"), dent(0.30));
        Damage.Sighting b = new Damage.Sighting(photo("b"), dent(0.35));
        assertThat(a.iou(b)).isCloseTo(1.0 / 3, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(a.iou(new Damage.Sighting(photo("c"), dent(0.9)))).isZero();
    }

    @Test
    void shouldJoinWhatIsTheSameAsTheSame() {
        List<PhotoEvidence> photos = List.of(photo("a", dent(0.30)), photo("c", dent(0.36)), photo("b", dent(0.33)));
        List<Damage> damages = SameDamage.among(photos, 0.5);
        assertThat(damages).hasSize(1);
        assertThat(damages.get(0).photos()).hasSize(3);
        // Without the one between them the outer two overlap too little: 0.25.
        assertThat(SameDamage.among(photos.subList(0, 2), 0.5)).hasSize(2);
    }

    @Test
    void shouldCountTwiceOnOnePhotoOnce() {
        assertThat(SameDamage.among(List.of(photo("a", dent(0.3), dent(0.31))), 0.5))
                .hasSize(1);
    }
}
