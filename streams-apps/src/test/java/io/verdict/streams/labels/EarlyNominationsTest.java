package io.verdict.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.BoxesProposed;
import io.verdict.events.LabelEvent;
import io.verdict.events.Meta;
import io.verdict.events.Proposal;
import io.verdict.streams.Samples;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** LAB-3: nominations that wait for their photo. */
class EarlyNominationsTest {

    private final Map<String, LabelEvent> rows = new TreeMap<>();
    private final EarlyNominations early = new EarlyNominations(store());

    /** A store that is only asked for single rows. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, LabelEvent> store() {
        return (KeyValueStore<String, LabelEvent>) Proxy.newProxyInstance(
                EarlyNominationsTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (store, method, given) -> switch (method.getName()) {
                    case "get" -> rows.get((String) given[0]);
                    case "put" -> {
                        rows.put((String) given[0], (LabelEvent) given[1]);
                        yield null;
                    }
                    case "delete" -> rows.remove((String) given[0]);
                    default -> throw new AssertionError("Nobody needs to " + method.getName());
                });
    }

    private static LabelEvent nomination(String imageId, int number) {
        Meta meta = Samples.meta("decision-" + number, Samples.NOON);
        Proposal proposal = new Proposal("damage", "1", List.of(), Envelope.position("detections", 0, number, meta));
        return new LabelEvent(meta, imageId, 0L, new BoxesProposed(proposal));
    }

    @Test
    void shouldGiveEachPhotoItsOwnOnceInTheirOrder() {
        List<LabelEvent> sent = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            sent.add(nomination("photo-1", number));
            early.keep(sent.get(number));
        }
        early.keep(nomination("photo-10", 0));

        assertThat(early.take("photo-1")).isEqualTo(sent);
        assertThat(early.take("photo-1")).isEmpty();
        early.keep(sent.get(3));
        assertThat(early.take("photo-1")).containsExactly(sent.get(3));
        assertThat(early.take("photo-10")).hasSize(1);
        assertThat(rows).isEmpty();
    }

    @Test
    void shouldReadWhatWasKeptBefore() {
        rows.put("photo-1" + (char) 0 + "00000000", nomination("photo-1", 7));
        early.keep(nomination("photo-1", 8));

        assertThat(early.take("photo-1")).containsExactly(nomination("photo-1", 7), nomination("photo-1", 8));
    }
}
