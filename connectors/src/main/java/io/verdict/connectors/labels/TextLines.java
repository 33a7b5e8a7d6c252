package io.verdict.connectors.labels;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lines of a UTF-8 file, one at a time; a line that is too long or no UTF-8 becomes a problem, and is skipped without
 * being held. A byte order mark is passed over. For one thread.
 */
final class TextLines implements AutoCloseable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final String file;
    private final int longest;
    private final Problems problems;
    private int number;
    private boolean atEnd;

    /**
     * Opens a file.
     *
     * @param longest most bytes of a line
     */
    TextLines(Path path, int longest, Problems problems) throws IOException {
        this.in = new BufferedInputStream(Files.newInputStream(path));
        this.file = path.toString();
        this.longest = longest;
        this.problems = problems;
    }

    /** Number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /** The next line that can be read and is not blank; empty at the end. */
    Optional<String> next() throws IOException {
        while (!atEnd) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            long length = 0;
            int value = in.read();
            number++;
            for (; value >= 0 && value != '\n'; value = in.read()) {
                if (length++ < longest) {
                    bytes.write(value);
                }
            }
            atEnd = value < 0;
            Optional<String> line = length > longest ? tooLong(length) : decoded(bytes.toByteArray());
            if (line.isPresent() && !line.get().isBlank()) {
                return line;
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooLong(long length) {
        problems.add(
                Place.of(file, number),
                "",
                "line of %d bytes; a line has at most %d: is this the right file?".formatted(length, longest));
        return Optional.empty();
    }

    private Optional<String> decoded(byte[] bytes) {
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
        } catch (CharacterCodingException e) {
            problems.add(Place.of(file, number), "", "is no text in UTF-8; convert it");
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
