package io.verdict.connectors.tabular;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a table's file: UTF-8, with or without a byte order mark. */
final class TableText {

    private TableText() {}

    static String decode(String file, byte[] bytes) throws TableFormatException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw new TableFormatException("%s: the byte 0x%02X is no UTF-8; save the file as UTF-8"
                    .formatted(place(file, text, text.length()), bytes[in.position()]));
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw new TableFormatException(
                    place(file, text, zero) + ": a zero byte stands here, so this is no text; name another file");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String place(String file, String text, int at) {
        String before = text.substring(0, at);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return file + ":" + line + ":" + (at - before.lastIndexOf('\n'));
    }
}
