package io.verdict.connectors.labels;

import io.verdict.connectors.spill.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** An entry of COCO's {@code images} or {@code annotations}, to be sorted by image: first the image, then its boxes. */
sealed interface CocoRow {

    Comparator<CocoRow> ORDER = Comparator.comparingLong(CocoRow::imageId)
            .thenComparing(row -> row instanceof Box)
            .thenComparingInt(CocoRow::index);

    long imageId();

    /** Position in its array. */
    int index();

    int line();

    int column();

    /** An image. */
    record Image(long imageId, int index, int line, int column, String name, Optional<ImageSize> size)
            implements CocoRow {}

    /** A box; the class name in it is empty until the category is known. */
    record Box(long imageId, int index, int line, int column, long id, long category, AnnotatedBox box)
            implements CocoRow {}

    /** On disk. */
    final class Form implements Codec<CocoRow> {

        private static final int WEIGHT = 240;

        @Override
        public void write(CocoRow row, DataOutputStream out) throws IOException {
            out.writeLong(row.imageId());
            out.writeInt(row.index());
            out.writeInt(row.line());
            out.writeInt(row.column());
            if (row instanceof Image image) {
                out.writeBoolean(true);
                out.writeUTF(image.name());
                out.writeInt(image.size().map(ImageSize::width).orElse(0));
                out.writeInt(image.size().map(ImageSize::height).orElse(0));
            } else if (row instanceof Box box) {
                out.writeBoolean(false);
                out.writeLong(box.id());
                out.writeLong(box.category());
                Spooled.Form.writeBox(box.box(), out);
            }
        }

        @Override
        public CocoRow read(DataInputStream in) throws IOException {
            long imageId = in.readLong();
            int index = in.readInt();
            int line = in.readInt();
            int column = in.readInt();
            if (in.readBoolean()) {
                String name = in.readUTF();
                ImageSize size = new ImageSize(in.readInt(), in.readInt());
                return new Image(
                        imageId,
                        index,
                        line,
                        column,
                        name,
                        Optional.of(size).filter(given -> !given.equals(new ImageSize(0, 0))));
            }
            return new Box(imageId, index, line, column, in.readLong(), in.readLong(), Spooled.Form.readBox(in));
        }

        @Override
        public int weight(CocoRow row) {
            return row instanceof Image image ? WEIGHT + 2 * image.name().length() : WEIGHT;
        }
    }
}
