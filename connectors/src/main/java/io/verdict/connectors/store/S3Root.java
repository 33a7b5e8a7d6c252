package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bucket and key prefix that an S3 store lives in.
 *
 * @param bucket bucket name
 * @param prefix empty, or ending with a slash
 */
record S3Root(String bucket, String prefix) {

    private static final Pattern URI = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    static S3Root parse(String uri) throws StoreException {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new StoreException(
                    Kind.DENIED, "'%s' names no bucket: use s3://bucket or s3://bucket/prefix".formatted(uri));
        }
        String below = matcher.group(2) == null ? "" : matcher.group(2);
        return new S3Root(matcher.group(1), below.isEmpty() || below.endsWith("/") ? below : below + "/");
    }

    /** The URI of an object by its full key. */
    String uri(String fullKey) {
        return "s3://" + bucket + "/" + fullKey;
    }

    /** The full key of a URI in this store. */
    String fullKey(String uri) throws StoreException {
        if (!owns(uri)) {
            throw new StoreException(Kind.DENIED, "%s is not in the object store %s".formatted(uri, uri(prefix)));
        }
        return uri.substring(uri("").length());
    }

    boolean owns(String uri) {
        String start = uri(prefix);
        return uri.startsWith(start) && uri.length() > start.length();
    }
}
