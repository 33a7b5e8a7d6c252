package io.verdict.connectors.ingest;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What files and folders amount to.
 *
 * <p>A file that is named is always taken; in folders, those that are called like photos and are not hidden. Links are
 * followed; a folder or file that is reached twice is taken once, and a loop is reported.
 *
 * @param photos what to publish, folders in alphabetical order
 * @param skipped files in folders that are hidden or not called like photos
 * @param failed what could not be looked at
 */
record PhotoWalk(List<Path> photos, long skipped, List<FileFailure> failed) {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "jfif", "png");

    static PhotoWalk of(List<Path> paths) {
        Visitor visitor = new Visitor();
        for (Path path : paths) {
            visitor.take(path);
        }
        return new PhotoWalk(List.copyOf(visitor.photos), visitor.skipped, List.copyOf(visitor.failed));
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Path> photos = new ArrayList<>();
        private final List<FileFailure> failed = new ArrayList<>();
        private final Set<Path> seen = new HashSet<>();
        private long skipped;
        private Path named;

        void take(Path path) {
            try {
                if (Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
                    walk(path);
                } else {
                    add(path);
                }
            } catch (IOException e) {
                fail(path, e);
            }
        }

        private void walk(Path folder) throws IOException {
            named = folder;
            int first = photos.size();
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
            photos.subList(first, photos.size()).sort(null);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            // The folder that was named may be hidden; below it, hidden ones are somebody else's business.
            return (!folder.equals(named) && isHidden(folder)) || !seen.add(folder.toRealPath())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                fail(file, new FileSystemException(file.toString(), null, "the link leads nowhere"));
            } else if (attributes.isRegularFile() && !isHidden(file) && isCalledLikeAPhoto(file)) {
                add(file);
            } else {
                skipped++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            fail(file, fault);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException fault) {
            if (fault != null) {
                fail(folder, fault);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file) {
            try {
                if (seen.add(file.toRealPath())) {
                    photos.add(file);
                }
            } catch (IOException e) {
                fail(file, e);
            }
        }

        private void fail(Path path, IOException fault) {
            failed.add(new FileFailure(path, new UploadFailure(Reason.UNREADABLE, message(path, fault))));
        }

        private static String message(Path path, IOException fault) {
            if (fault instanceof FileSystemLoopException) {
                return "%s is a link back to a folder that it lies in; it is not followed".formatted(path);
            }
            if (fault instanceof NoSuchFileException) {
                return "There is no file or folder %s".formatted(path);
            }
            return fault instanceof AccessDeniedException
                    ? "No permission to read %s".formatted(path)
                    : "Cannot look at %s: %s".formatted(path, fault.getMessage());
        }

        private static boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private static boolean isCalledLikeAPhoto(Path file) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        }
    }
}
