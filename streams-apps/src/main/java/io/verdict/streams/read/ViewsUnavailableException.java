package io.verdict.streams.read;

import java.io.Serial;

/** The views cannot be asked at the moment, and why. */
final class ViewsUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ViewsUnavailableException(String message) {
        super(message);
    }
}
