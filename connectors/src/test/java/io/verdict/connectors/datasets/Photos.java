package io.verdict.connectors.datasets;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.LogBound;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small photos that look different for different seeds, in a store. */
final class Photos implements LabelledImages {

    private static final int SIDE = 36;

    private final List<LabelledPhoto> photos = new ArrayList<>();

    static byte[] png(int seed) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int cell = 0; cell < 81; cell++) {
            int grey = random.nextInt(256);
            for (int pixel = 0; pixel < 16; pixel++) {
                picture.setRGB(cell % 9 * 4 + pixel % 4, cell / 9 * 4 + pixel / 4, grey * 0x010101);
            }
        }
        return encoded(picture);
    }

    static byte[] encoded(BufferedImage picture) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    Photos add(ObjectStore store, String id, String group, byte[] bytes) throws IOException {
        ObjectRef object = ObjectRef.of(store.put(
                Content.of(bytes),
                new Placement(Zone.RAW, "test", LocalDate.of(2025, 5, 15), "png"),
                ObjectTags.none()));
        return add(new LabelledPhoto(
                id,
                object,
                group,
                "label-" + id,
                SIDE,
                SIDE,
                List.of(new PhotoBox("scratch", 9, 2, 5, 4, false), new PhotoBox("dent", 1.5, 2, 3, 4, false))));
    }

    Photos add(LabelledPhoto photo) {
        photos.add(photo);
        return this;
    }

    List<LabelledPhoto> list() {
        return photos;
    }

    @Override
    public String query() {
        return "approved labels";
    }

    @Override
    public List<LogBound> positions() {
        return List.of(new LogBound("l", 0, 42L));
    }

    @Override
    public void forEach(Each each) throws IOException {
        for (LabelledPhoto photo : photos) {
            each.accept(photo);
        }
    }
}
