package io.verdict.connectors.datasets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A photo's line in a manifest: canonical JSON (RFC 8785, JCS) with keys in order, no spaces, and a line feed behind it.
 *
 * <p>Numbers of boxes are rounded to {@code 1/1000} px, half to even. Decimals of that precision below 10¹² are written
 * the same way by ECMAScript's rule, which JCS asks for, and by {@link BigDecimal}; larger ones are refused.
 */
public final class ManifestLine {

    private static final int DECIMALS = 3;
    private static final double LARGEST = 1e12;

    private final StringBuilder json = new StringBuilder();

    private ManifestLine() {}

    /**
     * The line of a photo in UTF-8, with the line feed.
     *
     * @param hash its perceptual hash
     * @throws IllegalArgumentException if a text is no Unicode, a number is out of range, or a box would be written
     *     without an extent
     */
    public static byte[] of(LabelledPhoto photo, String split, long hash) {
        ManifestLine line = new ManifestLine();
        line.json.append("{\"boxes\":[");
        for (int index = 0; index < photo.boxes().size(); index++) {
            line.json.append(index == 0 ? "" : ",");
            line.box(photo.boxes().get(index));
        }
        line.json
                .append("],\"dhash\":\"")
                .append(String.format(Locale.ROOT, "%016x", hash))
                .append("\",\"group\":");
        line.text(photo.group());
        line.json.append(",\"height\":").append(photo.height()).append(",\"image\":");
        line.text(photo.imageId());
        line.json.append(",\"label\":");
        line.text(photo.labelId());
        line.json.append(",\"sha256\":");
        line.text(photo.object().sha256());
        line.json.append(",\"split\":");
        line.text(split);
        line.json.append(",\"uri\":");
        line.text(photo.object().uri());
        if (photo.object().version().isPresent()) {
            line.json.append(",\"version\":");
            line.text(photo.object().version().get());
        }
        line.json.append(",\"width\":").append(photo.width()).append("}\n");
        return line.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void box(PhotoBox box) {
        if (rounded(box.width()).signum() == 0 || rounded(box.height()).signum() == 0) {
            throw new IllegalArgumentException(
                    "a box of '%s' is %s × %s px, too small for a manifest; correct or delete it"
                            .formatted(box.className(), box.width(), box.height()));
        }
        json.append("{\"class\":");
        text(box.className());
        json.append(",\"crowd\":").append(box.crowd());
        number("height", box.height());
        number("left", box.left());
        number("top", box.top());
        number("width", box.width());
        json.append('}');
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private void number(String name, double value) {
        if (!(Math.abs(value) < LARGEST)) {
            throw new IllegalArgumentException("%s of a box is %s; no photo is that large".formatted(name, value));
        }
        BigDecimal rounded = rounded(value);
        json.append(",\"").append(name).append("\":");
        json.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    }

    private void text(String text) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isSurrogate(c) && !isPair(text, at)) {
                throw new IllegalArgumentException("'%s' is no Unicode text: half of a pair at %d".formatted(text, at));
            }
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        json.append('"');
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
