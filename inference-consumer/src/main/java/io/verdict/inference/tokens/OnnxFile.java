package io.verdict.inference.tokens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The outermost layer of an ONNX file (onnx.proto3, {@code ModelProto}), as far as metadata are concerned. Entries are
 * appended: a protobuf reader takes repeated fields from wherever they are, so everything before them stays as it was,
 * byte by byte.
 */
final class OnnxFile {
    private static final int GRAPH = 7;
    private static final int METADATA = 14;
    private static final int DELIMITED = 2;
    private static final String LFS = "version https://git-lfs";

    private final byte[] bytes;
    private final List<String> metadata = new ArrayList<>();

    private OnnxFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is none
     */
    static OnnxFile of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, LFS.length()), StandardCharsets.US_ASCII);
        if (start.equals(LFS)) {
            throw new IllegalArgumentException("it is a pointer of Git LFS; get the file itself with `git lfs pull`");
        }
        OnnxFile file = new OnnxFile(bytes);
        if (!file.read()) {
            throw new IllegalArgumentException("it is no ONNX file, or not the whole of one");
        }
        return file;
    }

    /** Keys of its metadata. */
    List<String> metadata() {
        return List.copyOf(metadata);
    }

    /** The same file with entries after its own. */
    byte[] with(SortedMap<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 1024);
        out.writeBytes(bytes);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            ByteArrayOutputStream pair = new ByteArrayOutputStream();
            text(pair, 1, entry.getKey());
            text(pair, 2, entry.getValue());
            delimited(out, METADATA, pair.toByteArray());
        }
        return out.toByteArray();
    }

    /** Whether the bytes are fields from end to end, and one of them is a graph. */
    private boolean read() {
        boolean graph = false;
        Cursor cursor = new Cursor(bytes, 0, bytes.length);
        while (cursor.next()) {
            graph |= cursor.is(GRAPH, DELIMITED);
            if (cursor.is(METADATA, DELIMITED)) {
                metadata.add(key(cursor));
            }
        }
        return graph && cursor.atEnd();
    }

    private String key(Cursor entry) {
        Cursor fields = new Cursor(bytes, entry.from(), entry.to());
        while (fields.next()) {
            if (fields.is(1, DELIMITED)) {
                return new String(bytes, fields.from(), fields.to() - fields.from(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        delimited(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void delimited(ByteArrayOutputStream out, int field, byte[] content) {
        varint(out, field << 3 | DELIMITED);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Goes from field to field; stops at the end, or before what is no field. */
    private static final class Cursor {
        private final byte[] bytes;
        private final int end;
        private int at;
        private long tag;
        private int from;
        private boolean broken;

        Cursor(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.end = to;
        }

        boolean next() {
            if (at >= end || broken) {
                return false;
            }
            tag = varint();
            long length =
                    switch ((int) (tag & 7)) {
                        case 0 -> {
                            varint();
                            yield 0;
                        }
                        case 1 -> Long.BYTES;
                        case DELIMITED -> varint();
                        case 5 -> Integer.BYTES;
                        default -> -1;
                    };
            from = at;
            broken |= tag >>> 3 == 0 || length < 0 || length > end - at;
            at = broken ? at : at + (int) length;
            return !broken;
        }

        boolean is(int field, int type) {
            return tag == ((long) field << 3 | type);
        }

        int from() {
            return from;
        }

        int to() {
            return at;
        }

        boolean atEnd() {
            return at == end && !broken;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                if (at >= end) {
                    break;
                }
                byte next = bytes[at++];
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            broken = true;
            return -1;
        }
    }
}
