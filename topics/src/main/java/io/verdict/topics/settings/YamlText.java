package io.verdict.topics.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The text of a configuration file: UTF-8, of a size that a person could have written, without control characters. */
final class YamlText {

    static final int MOST_BYTES = 1 << 20;

    private YamlText() {}

    /**
     * Reads a file.
     *
     * @throws SettingsException when it cannot be read, is too large or is no text
     */
    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(file.toString(), in.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            throw new SettingsException(List.of("cannot read the configuration file " + file + " (" + e
                    + "); name a file that is there and may be read, or leave the option out for what is shipped"));
        }
    }

    /** Makes text of bytes. */
    static String decode(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new SettingsException(List.of(name + ": is larger than " + MOST_BYTES / 1024
                    + " KiB, so it is no configuration that a person wrote; name another file"));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw refused(
                    name,
                    text,
                    text.length(),
                    "the byte 0x%02X is no UTF-8; save the file as UTF-8".formatted(bytes[in.position()]));
        }
        return withoutControls(name, text);
    }

    private static String withoutControls(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != '\u0085') {
                throw refused(name, text, i, "the control character U+%04X stands here; remove it".formatted((int) c));
            }
        }
        return text;
    }

    private static SettingsException refused(String name, String text, int at, String what) {
        String before = text.substring(0, at);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = at - before.lastIndexOf('\n');
        return new SettingsException(List.of(name + ":" + new Mark(line, column) + ": " + what));
    }
}
