package io.verdict.streams.read;

import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param json body
 */
record Response(int status, Map<String, String> headers, String json) {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int INTERNAL_ERROR = 500;
    static final int UNAVAILABLE = 503;

    static Response of(int status, String json) {
        return new Response(status, Map.of(), json);
    }
}
