package io.verdict.inference.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CompletionTrackerTest {
    private static final TopicPartition P0 = new TopicPartition("images", 0);
    private static final TopicPartition P1 = new TopicPartition("images", 1);

    private final AtomicInteger wakes = new AtomicInteger();
    private final CompletionTracker<String> tracker = new CompletionTracker<>(wakes::incrementAndGet);
    private final List<String> drained = new ArrayList<>();

    @Property(tries = 300)
    void shouldCommitOnlyACompletedPrefixWhateverTheOrderOfCompletion(
            @ForAll @IntRange(min = 1, max = 40) int records, @ForAll long seed) {
        CompletionTracker<Long> any = new CompletionTracker<>(() -> {});
        Random random = new Random(seed);
        List<Ticket<Long>> open = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        long offset = random.nextInt(1000);
        for (int i = 0; i < records; i++) {
            open.add(any.begin(P0, offset));
            offsets.add(offset);
            // Control records of transactions leave gaps.
            offset += 1 + random.nextInt(3);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Set<Long> complete = new HashSet<>();
        List<Long> answered = new ArrayList<>();
        long committed = -1;
        for (int index : order) {
            open.get(index).complete(offsets.get(index));
            complete.add(offsets.get(index));
            Map<TopicPartition, Long> completed = any.completed(answered::add);
            any.committed(completed);
            Long next = completed.get(P0);
            if (next != null) {
                assertThat(next).isGreaterThan(committed);
                committed = next;
            }
            long upTo = committed;
            assertThat(offsets.stream().filter(known -> known < upTo)).allMatch(complete::contains);
        }
        assertThat(answered).isEqualTo(offsets);
        assertThat(committed).isEqualTo(offsets.get(records - 1) + 1);
        assertThat(any.size()).isZero();
    }

    @Test
    void shouldKeepPartitionsApart() {
        Ticket<String> first = tracker.begin(P0, 5);
        Ticket<String> second = tracker.begin(P1, 5);
        second.complete("b");

        assertThat(tracker.hasCompleted()).isTrue();
        assertThat(drain()).containsExactly(Map.entry(P1, 6L));
        first.complete("a");
        assertThat(drain()).containsExactly(Map.entry(P0, 6L));
        assertThat(drained).containsExactly("b", "a");
        assertThat(wakes).hasValue(2);
    }

    @Test
    void shouldKeepWhatIsCompletedUntilItIsCommitted() {
        tracker.begin(P0, 5).complete("a");
        tracker.begin(P0, 6);
        assertThat(look()).containsExactly(Map.entry(P0, 6L));

        assertThat(look()).as("a transaction that was given up").containsExactly(Map.entry(P0, 6L));
        assertThat(drained).containsExactly("a", "a");
        tracker.committed(Map.of(P0, 6L));

        assertThat(look()).isEmpty();
        assertThat(tracker.size()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatCompletesWhileATransactionIsUnderWay() {
        tracker.begin(P0, 5).complete("a");
        Ticket<String> later = tracker.begin(P0, 6);
        Map<TopicPartition, Long> next = look();
        later.complete("b");

        tracker.committed(next);

        assertThat(look()).containsExactly(Map.entry(P0, 7L));
        assertThat(drained).containsExactly("a", "b");
    }

    @Test
    void shouldEndAPrefixBeforeWhatIsRejected() {
        tracker.begin(P0, 5).complete("a");
        tracker.begin(P0, 6).complete("b");
        tracker.begin(P0, 7).complete("c");
        tracker.begin(P1, 5).complete("d");

        Map<TopicPartition, Long> next = tracker.completed(outcome -> !outcome.equals("b"));

        assertThat(next).containsOnly(Map.entry(P0, 6L), Map.entry(P1, 6L));
    }

    @Test
    void shouldTellWhichPartitionsHoldTooMuch() {
        tracker.begin(P0, 5);
        tracker.begin(P0, 6).complete("behind an open one");
        tracker.begin(P1, 5);

        assertThat(tracker.holding(2)).containsExactly(P0);
        assertThat(tracker.holding(3)).isEmpty();
    }

    @Test
    void shouldCancelEverythingWhenAllIsDiscarded() {
        Ticket<String> open = tracker.begin(P0, 6);
        tracker.begin(P1, 6).complete("a");

        tracker.discardAll();

        assertThat(open.isCancelled()).isTrue();
        assertThat(look()).isEmpty();
        assertThat(tracker.size()).isZero();
    }

    @Test
    void shouldForgetWhatIsRevoked() {
        Ticket<String> revoked = tracker.begin(P0, 5);
        tracker.begin(P1, 5);

        tracker.discard(Set.of(P0));
        revoked.complete("late");

        assertThat(drain()).isEmpty();
        assertThat(revoked.isCancelled()).isTrue();
        assertThat(tracker.size()).isEqualTo(1);
    }

    @Test
    void shouldRefuseOffsetsThatFallAndOutcomesThatRepeat() {
        Ticket<String> ticket = tracker.begin(P0, 5);
        ticket.complete("a");

        assertThatThrownBy(() -> ticket.complete("b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tracker.begin(P0, 5)).isInstanceOf(IllegalStateException.class);
    }

    private Map<TopicPartition, Long> look() {
        return tracker.completed(drained::add);
    }

    private Map<TopicPartition, Long> drain() {
        Map<TopicPartition, Long> next = look();
        tracker.committed(next);
        return next;
    }
}
