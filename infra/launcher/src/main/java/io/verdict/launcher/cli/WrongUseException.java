package io.verdict.launcher.cli;

/** What was typed means nothing; the message says what would. */
final class WrongUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUseException(String message) {
        super(message);
    }
}
