package io.verdict.launcher.bench;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.StoredObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A store that also has a small picture for each number, which it draws when it is asked for: a quarter of a million
 * photos would be 100 GB. Everything else lies in the store behind it.
 */
final class DrawnPhotos implements ObjectStore {

    private static final String PREFIX = "drawn:///";
    private static final int WIDTH = 9;
    private static final int HEIGHT = 8;
    private static final int HEADER = 54;
    private static final int INFO = 40;
    /** 24 bits a pixel, rows padded to four bytes. */
    private static final int ROW = (WIDTH * 3 + 3) / 4 * 4;

    private final ObjectStore behind;

    DrawnPhotos(ObjectStore behind) {
        this.behind = behind;
    }

    static String uri(long index) {
        return PREFIX + index;
    }

    static String sha256(long index) {
        return Content.of(picture(index)).digests().sha256();
    }

    /** A grey picture of noise, unlike all others, in the BMP format. */
    private static byte[] picture(long index) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + ROW * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'B').put((byte) 'M').putInt(bytes.capacity()).putInt(0).putInt(HEADER);
        bytes.putInt(INFO).putInt(WIDTH).putInt(HEIGHT).putShort((short) 1).putShort((short) 24);
        SplittableRandom random = new SplittableRandom(index);
        for (int row = 0; row < HEIGHT; row++) {
            bytes.position(HEADER + row * ROW);
            for (int column = 0; column < WIDTH; column++) {
                byte grey = (byte) random.nextInt(256);
                bytes.put(grey).put(grey).put(grey);
            }
        }
        return bytes.array();
    }

    @Override
    public byte[] get(ObjectRef object) throws StoreException {
        if (!object.uri().startsWith(PREFIX)) {
            return behind.get(object);
        }
        byte[] bytes = picture(Long.parseLong(object.uri().substring(PREFIX.length())));
        if (!Content.of(bytes).digests().sha256().equals(object.sha256())) {
            throw new StoreException(StoreException.Kind.HASH_MISMATCH, object.uri() + " is another picture");
        }
        return bytes;
    }

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
        return behind.put(content, placement, tags);
    }

    @Override
    public byte[] read(String uri, Optional<String> version) throws StoreException {
        return behind.read(uri, version);
    }

    @Override
    public void copyTo(ObjectRef object, Path file) throws StoreException {
        behind.copyTo(object, file);
    }

    @Override
    public boolean exists(ObjectRef object) throws StoreException {
        return object.uri().startsWith(PREFIX) || behind.exists(object);
    }

    @Override
    public ObjectTags tags(String uri) throws StoreException {
        return behind.tags(uri);
    }

    @Override
    public void tag(String uri, ObjectTags tags) throws StoreException {
        behind.tag(uri, tags);
    }

    @Override
    public void delete(String uri) throws StoreException {
        behind.delete(uri);
    }

    @Override
    public void list(String prefix, Consumer<? super ListedObject> each) throws StoreException {
        behind.list(prefix, each);
    }

    @Override
    public boolean owns(String uri) {
        return uri.startsWith(PREFIX) || behind.owns(uri);
    }

    @Override
    public void close() {
        behind.close();
    }
}
