package io.verdict.launcher.testing;

import io.verdict.launcher.photos.JpegComment;
import io.verdict.launcher.photos.PhotoFeed;
import java.util.List;
import java.util.stream.IntStream;

/** Good photos of 800×600, drawn once, each use of one another file. */
public final class Photos {

    private static final int DRAWN = 4;
    private static final long SEED = 77_000;

    private final List<byte[]> drawn;

    public Photos() {
        PhotoFeed feed = PhotoFeed.good(SEED, 800, 600);
        drawn = IntStream.range(0, DRAWN)
                .mapToObj(index -> feed.upload(index).bytes())
                .toList();
    }

    /** Photo {@code index}; the same index is the same bytes, another index is other bytes. */
    public byte[] get(int index) {
        return JpegComment.add(drawn.get(index % DRAWN), "photo " + index);
    }
}
