package io.verdict.connectors.datasets;

import io.verdict.connectors.spill.Codec;
import io.verdict.connectors.store.ObjectRef;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A photo on its way into a manifest. */
record Candidate(LabelledPhoto photo, String split, long hash) {

    static final Comparator<Candidate> BY_IMAGE =
            Comparator.comparing(candidate -> candidate.photo().imageId());

    boolean isTest() {
        return split.equals(SplitRule.TEST);
    }

    /** On disk. */
    static final class Form implements Codec<Candidate> {

        private static final int PER_PHOTO = 700;
        private static final int PER_BOX = 100;

        @Override
        public void write(Candidate value, DataOutputStream out) throws IOException {
            LabelledPhoto photo = value.photo();
            out.writeUTF(photo.imageId());
            out.writeUTF(photo.object().uri());
            out.writeUTF(photo.object().version().orElse(""));
            out.writeUTF(photo.object().sha256());
            out.writeUTF(photo.group());
            out.writeUTF(photo.labelId());
            out.writeInt(photo.width());
            out.writeInt(photo.height());
            out.writeInt(photo.boxes().size());
            for (PhotoBox box : photo.boxes()) {
                out.writeUTF(box.className());
                out.writeDouble(box.left());
                out.writeDouble(box.top());
                out.writeDouble(box.width());
                out.writeDouble(box.height());
                out.writeBoolean(box.crowd());
            }
            out.writeUTF(value.split());
            out.writeLong(value.hash());
        }

        @Override
        public Candidate read(DataInputStream in) throws IOException {
            String imageId = in.readUTF();
            String uri = in.readUTF();
            String version = in.readUTF();
            ObjectRef object = new ObjectRef(uri, Optional.of(version).filter(text -> !text.isEmpty()), in.readUTF());
            String group = in.readUTF();
            String labelId = in.readUTF();
            int width = in.readInt();
            int height = in.readInt();
            int count = in.readInt();
            List<PhotoBox> boxes = new ArrayList<>(count);
            for (int box = 0; box < count; box++) {
                boxes.add(new PhotoBox(
                        in.readUTF(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readBoolean()));
            }
            return new Candidate(
                    new LabelledPhoto(imageId, object, group, labelId, width, height, boxes),
                    in.readUTF(),
                    in.readLong());
        }

        @Override
        public int weight(Candidate value) {
            return PER_PHOTO + PER_BOX * value.photo().boxes().size();
        }
    }
}
