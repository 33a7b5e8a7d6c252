package io.verdict.inference.testing;

import io.verdict.inference.fetch.ObjectReadException;
import io.verdict.inference.fetch.ObjectReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that can be away, and that counts what is asked of it. */
public final class FakeStore implements ObjectReader {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean broken;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public void put(String uri, byte[] bytes) {
        objects.put(uri, bytes);
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Denies one object, as S3 does one that is gone to a reader who may not list. */
    public void deny(String uri) {
        denied.add(uri);
    }

    public void allow(String uri) {
        denied.remove(uri);
    }

    /** Whether the object has been asked for. */
    public boolean wasAsked(String uri) {
        return asked.contains(uri);
    }

    /** Makes every read end in the error of a library that is not there. */
    public void loseLibrary() {
        broken = true;
    }

    /** Makes readers wait until the latch is down. */
    public void hold(CountDownLatch latch) {
        gate = latch;
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public byte[] read(String uri, String version) throws ObjectReadException {
        reads.incrementAndGet();
        asked.add(uri);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ObjectReadException(ObjectReadException.Kind.UNAVAILABLE, "Interrupted", e);
        }
        if (broken) {
            throw new NoClassDefFoundError("no library of the store");
        }
        if (away) {
            throw new ObjectReadException(ObjectReadException.Kind.UNAVAILABLE, "The store is away");
        }
        if (denied.contains(uri)) {
            throw new ObjectReadException(ObjectReadException.Kind.UNAVAILABLE, uri + " is denied");
        }
        byte[] bytes = objects.get(uri);
        if (bytes == null) {
            throw new ObjectReadException(ObjectReadException.Kind.MISSING, "Nothing lies at " + uri);
        }
        return bytes;
    }
}
