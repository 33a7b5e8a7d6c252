package io.verdict.streams.read;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended.
 *
 * @param partition partition of its last row
 * @param key store key of its last row
 */
record Cursor(int partition, String key) {

    /** As text that fits into a URL. */
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((partition + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the text is no cursor. */
    static Optional<Cursor> parse(String text) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return Optional.of(new Cursor(Integer.parseInt(decoded.substring(0, colon)), decoded.substring(colon + 1)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
