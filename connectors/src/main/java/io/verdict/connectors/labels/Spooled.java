package io.verdict.connectors.labels;

import io.verdict.connectors.spill.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An image that was found right, and where it stood, on its way over the disk. */
record Spooled(AnnotatedImage image, Place place, String field) {

    static final Comparator<Spooled> BY_NAME =
            Comparator.comparing((Spooled spooled) -> spooled.image().name()).thenComparing(Spooled::place);

    /** Names are short: {@link DataOutputStream#writeUTF} takes 65,535 bytes. */
    static final int LONGEST_TEXT = 4096;

    /** All images of one import stand in the same file, or in one whose name is written. */
    static final class Form implements Codec<Spooled> {

        private static final int PER_BOX = 160;
        private static final int PER_IMAGE = 300;

        @Override
        public void write(Spooled value, DataOutputStream out) throws IOException {
            AnnotatedImage image = value.image();
            out.writeUTF(image.name());
            out.writeInt(image.width());
            out.writeInt(image.height());
            out.writeUTF(value.place().file());
            out.writeInt(value.place().line());
            out.writeInt(value.place().column());
            out.writeUTF(value.field());
            out.writeInt(image.boxes().size());
            for (AnnotatedBox box : image.boxes()) {
                writeBox(box, out);
            }
        }

        @Override
        public Spooled read(DataInputStream in) throws IOException {
            String name = in.readUTF();
            int width = in.readInt();
            int height = in.readInt();
            Place place = new Place(in.readUTF(), in.readInt(), in.readInt());
            String field = in.readUTF();
            int count = in.readInt();
            List<AnnotatedBox> boxes = new ArrayList<>(count);
            for (int box = 0; box < count; box++) {
                boxes.add(readBox(in));
            }
            return new Spooled(new AnnotatedImage(name, width, height, boxes), place, field);
        }

        @Override
        public int weight(Spooled value) {
            return PER_IMAGE + PER_BOX * value.image().boxes().size();
        }

        static void writeBox(AnnotatedBox box, DataOutputStream out) throws IOException {
            out.writeUTF(box.className());
            out.writeDouble(box.left());
            out.writeDouble(box.top());
            out.writeDouble(box.width());
            out.writeDouble(box.height());
            out.writeDouble(box.confidence().orElse(Double.NaN));
            out.writeUTF(box.annotator().orElse(""));
            out.writeLong(box.time().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE));
            out.writeInt(box.time().map(Instant::getNano).orElse(0));
            out.writeBoolean(box.crowd());
        }

        static AnnotatedBox readBox(DataInputStream in) throws IOException {
            String className = in.readUTF();
            double left = in.readDouble();
            double top = in.readDouble();
            double width = in.readDouble();
            double height = in.readDouble();
            double confidence = in.readDouble();
            String annotator = in.readUTF();
            long seconds = in.readLong();
            int nanos = in.readInt();
            return new AnnotatedBox(
                    className,
                    left,
                    top,
                    width,
                    height,
                    Double.isNaN(confidence) ? OptionalDouble.empty() : OptionalDouble.of(confidence),
                    Optional.of(annotator).filter(name -> !name.isEmpty()),
                    seconds == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds, nanos)),
                    in.readBoolean());
        }
    }
}
