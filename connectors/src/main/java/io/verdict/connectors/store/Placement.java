package io.verdict.connectors.store;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an object belongs, apart from its content: {@code <zone>/<region>/<yyyy>/<mm>/<dd>/<2 hex>/<sha256>.<ext>}.
 *
 * @param zone kind of bytes
 * @param region lower-case region, for example {@code ap-south-1}
 * @param day day of upload, in UTC
 * @param extension file extension without a dot, lower-case letters and digits
 */
public record Placement(Zone zone, String region, LocalDate day, String extension) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,10}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks that the parts can be path segments everywhere.
     *
     * @throws IllegalArgumentException if a part cannot
     */
    public Placement {
        require(REGION, region, "region", "lower-case letters, digits and '-', for example ap-south-1");
        require(EXTENSION, extension, "extension", "1 to 10 lower-case letters and digits, for example jpg");
    }

    /** The key of content with this SHA-256 (64 lower-case hex digits) at this place. */
    public String key(String sha256) {
        require(SHA256, sha256, "SHA-256", "64 lower-case hex digits");
        return String.format(
                Locale.ROOT,
                "%s/%s/%04d/%02d/%02d/%s/%s.%s",
                zone.folder(),
                region,
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                sha256.substring(0, 2),
                sha256,
                extension);
    }

    private static void require(Pattern shape, String value, String what, String wanted) {
        if (!shape.matcher(value).matches()) {
            throw new IllegalArgumentException("Bad %s '%s': use %s".formatted(what, value, wanted));
        }
    }
}
