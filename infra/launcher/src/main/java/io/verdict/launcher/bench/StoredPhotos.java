package io.verdict.launcher.bench;

import io.verdict.avro.EventIds;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.ImageFormat;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import io.verdict.launcher.photos.JpegComment;
import io.verdict.launcher.photos.PhotoFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Photos of one phase in the object store, each file with hashes of its own, so that curation sees no duplicates.
 * Deletes them when closed, as a run would leave gigabytes.
 *
 * @param uploads what the ingest edge would say of them
 */
record StoredPhotos(List<Photo> uploads) implements AutoCloseable {

    static final int WIDTH = 1600;
    static final int HEIGHT = 1200;

    private static final long SEED = 900_000;
    private static final int PHOTOS_PER_LISTING = 4;

    /** Draws that many different photos. */
    static List<byte[]> draw(int count) {
        PhotoFeed feed = PhotoFeed.good(SEED, WIDTH, HEIGHT);
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(index -> feed.upload(index).bytes())
                .toList();
    }

    /** Stores {@code count} photos, made from the drawn ones in turn. */
    static StoredPhotos store(ObjectStore store, List<byte[]> drawn, int count, Clock clock) throws StoreException {
        List<Photo> uploads = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            String id = EventIds.next(clock);
            uploads.add(photo(store, id, JpegComment.add(drawn.get(index % drawn.size()), id), index, clock.instant()));
        }
        return new StoredPhotos(List.copyOf(uploads));
    }

    /** The same files under new names, uploaded for other listings, so that curation sees no duplicates again. */
    List<Photo> uploadedAgain(Clock clock) {
        String round = EventIds.next(clock);
        return uploads.stream()
                .map(photo -> Photo.newBuilder(photo)
                        .setImageId(EventIds.next(clock))
                        .setListingId(photo.getListingId() + "-" + round)
                        .setUploadedAt(clock.instant())
                        .build())
                .toList();
    }

    private static Photo photo(ObjectStore store, String id, byte[] bytes, int index, Instant now)
            throws StoreException {
        StoredObject object = store.put(
                Content.of(bytes),
                new Placement(Zone.RAW, "local", LocalDate.ofInstant(now, ZoneOffset.UTC), "jpg"),
                ObjectTags.none());
        return Photo.newBuilder()
                .setImageId(id)
                .setListingId("bench-" + index / PHOTOS_PER_LISTING + "-" + now.getEpochSecond())
                .setSource("app")
                .setUploader("bench")
                .setRegion("local")
                .setUploadedAt(now)
                .setObject(object)
                .setFormat(ImageFormat.JPEG)
                .setWidth(WIDTH)
                .setHeight(HEIGHT)
                .build();
    }

    @Override
    public void close() {
        try {
            for (Photo photo : uploads) {
                Files.deleteIfExists(Path.of(URI.create(photo.getObject().getUri())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A photo of the benchmark could not be deleted", e);
        }
    }
}
