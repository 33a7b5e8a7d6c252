package io.verdict.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private final AtomicLong now = new AtomicLong();
    private final Batcher<String> batcher = batcher(3, Duration.ofMillis(5));

    @Test
    void shouldHandOutALoneItemAtOnce() {
        batcher.expect();
        batcher.add("a");

        assertThat(batcher.poll()).contains(List.of("a"));
    }

    @Test
    void shouldWaitForItemsOnTheirWayUntilTheDeadline() {
        batcher.expect();
        batcher.expect();
        batcher.add("a");
        assertThat(batcher.poll()).isEmpty();

        pass(Duration.ofMillis(4));
        assertThat(batcher.poll()).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(batcher.poll()).contains(List.of("a"));
    }

    @Test
    void shouldCloseAFullBatchAtOnce() {
        for (int i = 0; i < 5; i++) {
            batcher.expect();
        }
        batcher.add("a");
        batcher.add("b");
        assertThat(batcher.poll()).isEmpty();
        batcher.add("c");

        assertThat(batcher.poll()).contains(List.of("a", "b", "c"));
    }

    @Test
    void shouldNotWaitForAnItemThatWasWithdrawn() {
        batcher.expect();
        batcher.expect();
        batcher.add("a");
        assertThat(batcher.poll()).isEmpty();

        batcher.withdraw();

        assertThat(batcher.poll()).contains(List.of("a"));
    }

    @Test
    void shouldNeverWaitWithoutADelay() {
        Batcher<String> eager = batcher(8, Duration.ZERO);
        eager.expect();
        eager.expect();
        eager.add("a");

        assertThat(eager.poll()).contains(List.of("a"));
    }

    @Test
    void shouldHandOutWhatIsLeftAfterClosingAndThenNothing() throws InterruptedException {
        batcher.expect();
        batcher.expect();
        batcher.add("a");
        batcher.close();

        assertThat(batcher.take()).containsExactly("a");
        assertThat(batcher.take()).isEmpty();
        assertThatThrownBy(() -> batcher.add("b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldWakeATakerThatWaitsForAnItemThatIsWithdrawn() throws Exception {
        Batcher<String> patient = new Batcher<>(new BatchPolicy(3, Duration.ofHours(1)), System::nanoTime);
        patient.expect();
        patient.expect();
        patient.add("a");
        CompletableFuture<List<String>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return patient.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        patient.withdraw();

        assertThat(taken.get(30, TimeUnit.SECONDS)).containsExactly("a");
    }

    @Property
    void shouldHandOutEveryItemOnceInOrderInBatchesThatFit(
            @ForAll @IntRange(min = 1, max = 8) int maxSize, @ForAll @IntRange(min = 0, max = 60) int items) {
        Batcher<Integer> any = new Batcher<>(new BatchPolicy(maxSize, Duration.ofMillis(1)), now::get);
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            any.expect();
            any.add(i);
            if (i % 7 == 0) {
                any.poll().ifPresent(batch -> {
                    assertThat(batch).hasSizeLessThanOrEqualTo(maxSize);
                    out.addAll(batch);
                });
            }
        }
        while (any.size() > 0) {
            out.addAll(any.poll().orElseThrow());
        }

        assertThat(out).hasSize(items).isSorted().doesNotHaveDuplicates();
    }

    private <T> Batcher<T> batcher(int maxSize, Duration delay) {
        return new Batcher<>(new BatchPolicy(maxSize, delay), now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
