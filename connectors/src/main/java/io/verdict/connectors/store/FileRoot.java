package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import java.io.File;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that a file store lives in: turns URIs and keys into paths and lets none lead outside.
 *
 * @param folder real path of the folder
 */
record FileRoot(Path folder) {

    Path resolve(String uri) throws StoreException {
        return path(uri)
                .orElseThrow(() -> new StoreException(
                        Kind.DENIED, "%s is not in the object store %s".formatted(uri, folder.toUri())));
    }

    boolean owns(String uri) {
        return path(uri).isPresent();
    }

    String key(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** The deepest folder that holds every key with this prefix. */
    Path deepestFolder(String prefix) throws StoreException {
        Path start =
                folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
        if (!start.startsWith(folder)) {
            throw new StoreException(
                    Kind.DENIED, "The prefix '%s' leads out of the object store %s".formatted(prefix, folder.toUri()));
        }
        return start;
    }

    private Optional<Path> path(String uri) {
        if (!uri.startsWith("file:")) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(URI.create(uri)).normalize();
            return path.startsWith(folder) && !path.equals(folder) && !leadsOut(path)
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException notAPath) {
            return Optional.empty();
        }
    }

    /** A link inside the folder could point anywhere. */
    private boolean leadsOut(Path path) {
        for (Path at = path; !at.equals(folder); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return true;
            }
        }
        return false;
    }
}
