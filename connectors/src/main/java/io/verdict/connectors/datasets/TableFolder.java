package io.verdict.connectors.datasets;

import io.verdict.connectors.datasets.DatasetDesk.Answer;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.events.DatasetEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder whose files become versions of a dataset, one each. A file is taken when it has not changed from one look to
 * the next. One that is published moves to {@code published}; one that is refused to {@code refused}, with the reasons
 * beside it in a file that ends in {@code .why.txt}. What the log or the store is not there for stays, and is taken at a
 * later look. A process that is killed in between finds the version published, and only moves the file.
 *
 * <p>Passed over: folders, hidden files, and what ends in {@code .part} or {@code .tmp}, as files do that are still on
 * their way. For one thread, and one process per folder.
 */
public final class TableFolder {

    static final String PUBLISHED = "published";
    static final String REFUSED = "refused";

    private static final String WHY = ".why.txt";
    private static final List<String> ON_THEIR_WAY = List.of(".part", ".tmp");

    private final Path folder;
    private final Publication publication;
    private Map<Path, State> before = new HashMap<>();

    /** Makes a version of a file. */
    @FunctionalInterface
    public interface Publication {
        /**
         * Publishes it, or says why not.
         *
         * @throws IOException if the log or the store does not answer: it may be tried again
         */
        Answer publish(SourceFile file) throws IOException;
    }

    /** What came of a file. */
    public sealed interface Outcome {

        /** As it was called. */
        String file();

        /**
         * It is a version.
         *
         * @param isNew whether it was none before
         */
        record Published(String file, DatasetEvent fact, boolean isNew) implements Outcome {}

        /**
         * It is none, and nothing of it was published.
         *
         * @param why the first reasons, with their places
         */
        record Refused(String file, List<String> why) implements Outcome {}

        /** It stays where it is, and is tried again. */
        record Delayed(String file, String why) implements Outcome {}
    }

    private record State(long size, FileTime modified) {}

    public TableFolder(Path folder, Publication publication) {
        this.folder = folder;
        this.publication = publication;
    }

    /**
     * Takes every file that lies there whole, in the order in which they were last changed.
     *
     * @throws IOException if the folder cannot be read, or a file not be moved
     */
    public List<Outcome> look() throws IOException {
        Map<Path, State> now = found();
        List<Path> whole = now.entrySet().stream()
                .filter(entry -> entry.getValue().equals(before.get(entry.getKey())))
                .sorted(Map.Entry.<Path, State>comparingByValue(Comparator.comparing(State::modified))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        before = now;
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : whole) {
            take(file, now.get(file)).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private Map<Path, State> found() throws IOException {
        Map<Path, State> found = new HashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(TableFolder::isMeant).toList()) {
                state(file).ifPresent(state -> found.put(file, state));
            }
        }
        return found;
    }

    private static boolean isMeant(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && ON_THEIR_WAY.stream().noneMatch(name::endsWith);
    }

    /** Empty for what is no file, or not there any more. */
    private static Optional<State> state(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new State(attributes.size(), attributes.lastModifiedTime()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Empty where somebody goes on writing it after all. */
    private Optional<Outcome> take(Path file, State seen) throws IOException {
        String name = file.getFileName().toString();
        Answer answer;
        try {
            SourceFile rows = SourceFile.read(file);
            if (!state(file).equals(Optional.of(seen))) {
                return Optional.empty();
            }
            answer = publication.publish(rows);
        } catch (TableFormatException e) {
            answer = new Answer.Refused(List.of(e.getMessage()), 1);
        } catch (IOException e) {
            return Optional.of(new Outcome.Delayed(name, e.getMessage()));
        }
        before.remove(file);
        if (answer instanceof Answer.Done done) {
            move(file, PUBLISHED);
            return Optional.of(new Outcome.Published(name, done.fact(), done.isNew()));
        }
        List<String> why = ((Answer.Refused) answer).problems();
        Path moved = move(file, REFUSED);
        Files.write(
                moved.resolveSibling(moved.getFileName() + WHY),
                (String.join("\n", why) + "\n").getBytes(StandardCharsets.UTF_8));
        return Optional.of(new Outcome.Refused(name, why));
    }

    /** Beside what was called the same before. */
    private Path move(Path file, String to) throws IOException {
        Path place = Files.createDirectories(folder.resolve(to));
        String name = file.getFileName().toString();
        Path target = place.resolve(name);
        for (int i = 2; Files.exists(target); i++) {
            target = place.resolve(i + "-" + name);
        }
        return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
