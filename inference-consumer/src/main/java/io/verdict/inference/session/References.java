package io.verdict.inference.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who uses something that must outlive its last user and not much more. Starts with one user; safe for many
 * threads.
 */
public final class References {
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable whenUnused;

    /** @param whenUnused runs once, on the thread of the last user */
    public References(Runnable whenUnused) {
        this.whenUnused = whenUnused;
    }

    /** Takes part; false where the last user has left, and then it is too late. */
    public boolean retain() {
        int now;
        do {
            now = users.get();
            if (now == 0) {
                return false;
            }
        } while (!users.compareAndSet(now, now + 1));
        return true;
    }

    /** Leaves; once for each part taken. */
    public void release() {
        int left = users.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("Released more often than retained");
        }
        if (left == 0) {
            whenUnused.run();
        }
    }

    public int users() {
        return users.get();
    }
}
