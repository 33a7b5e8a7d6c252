package io.verdict.launcher.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** REG-4: a canary that gets no photos says why while it is waited for. */
class LivePhotosTest {

    private static final IntFunction<LoopSubject.Live> FEED = number -> new LoopSubject.Live(new byte[0], null);

    private final CountDownLatch tried = new CountDownLatch(3);
    private final AtomicInteger closed = new AtomicInteger();

    private LivePhotos start(CompletableFuture<?> outcome, IntFunction<LoopSubject.Live> feed) {
        LivePhotos.Uploads uploads = new LivePhotos.Uploads() {
            @Override
            public CompletableFuture<?> publish(LoopSubject.Live photo) {
                tried.countDown();
                return outcome;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        return LivePhotos.start(uploads, feed, 1000);
    }

    private void awaitTries() throws InterruptedException {
        assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldSayWhyAPhotoWasNotPublishedBeforeItIsClosed() throws Exception {
        LivePhotos live = start(CompletableFuture.failedFuture(new IllegalStateException("the store is away")), FEED);
        awaitTries();

        assertThat(live.fault()).contains("Live photos could not be published: the store is away");
        assertThatThrownBy(live::close).isInstanceOf(LoopException.class).hasMessageEndingWith("the store is away");
        assertThat(closed).hasValue(1);
    }

    @Test
    void shouldHaveNoFaultWhereAllIsPublished() throws Exception {
        LivePhotos live = start(CompletableFuture.completedFuture("receipt"), FEED);
        awaitTries();

        assertThat(live.fault()).isEmpty();
        live.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void shouldSayWhyThereIsNoNextPhoto() throws Exception {
        LivePhotos live = start(CompletableFuture.completedFuture("receipt"), number -> {
            if (number == 2) {
                tried.countDown();
                throw new IllegalArgumentException("no photo 2");
            }
            return FEED.apply(number);
        });
        awaitTries();

        assertThatThrownBy(live::close).hasMessageEndingWith("no photo 2");
    }
}
