package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Turns the file system's complaints into the platform's. */
final class FileFaults {

    // The JDK has no exception type for a full disk; these are the texts of Linux, macOS and Windows.
    private static final List<String> FULL =
            List.of("no space left", "quota exceeded", "not enough space", "file too large");

    private FileFaults() {}

    static StoreException translate(IOException fault, String doing, Path where) {
        if (fault instanceof StoreException already) {
            return already;
        }
        if (fault instanceof NoSuchFileException || fault instanceof FileNotFoundException) {
            return new StoreException(Kind.NOT_FOUND, "Cannot %s: there is no %s".formatted(doing, where), fault);
        }
        String text = text(fault);
        if (FULL.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains)) {
            return new StoreException(
                    Kind.FULL,
                    "Cannot %s: no room left on the disk of %s (%s). Free some space and try again"
                            .formatted(doing, where, text),
                    fault);
        }
        if (fault instanceof AccessDeniedException
                || fault instanceof NotDirectoryException
                || text.contains("Read-only file system")) {
            return new StoreException(
                    Kind.DENIED, "Cannot %s: no access to %s (%s)".formatted(doing, where, fault), fault);
        }
        return new StoreException(Kind.UNAVAILABLE, "Cannot %s at %s: %s".formatted(doing, where, fault), fault);
    }

    private static String text(IOException fault) {
        String text = fault instanceof FileSystemException named ? named.getReason() : fault.getMessage();
        return text == null ? "" : text;
    }
}
