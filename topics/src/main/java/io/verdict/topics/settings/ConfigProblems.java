package io.verdict.topics.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything that is wrong with a file, each with its place; one cause is told once. */
final class ConfigProblems {

    private static final int MOST_TOLD = 50;
    private static final int MOST_KEPT = 1000;

    private record Problem(Mark mark, String path, String text) {}

    private final String name;
    private final YamlTree tree;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> unusable = new HashSet<>();

    ConfigProblems(String name, YamlTree tree) {
        this.name = name;
        this.tree = tree;
        tree.faults().forEach(fault -> {
            problems.add(new Problem(fault.mark(), fault.path(), fault.text()));
            if (fault.unusable()) {
                unusable.add(fault.path());
            }
        });
    }

    int count() {
        return problems.size();
    }

    /** Something wrong with a value. */
    void of(String path, String text) {
        add(tree.mark(path), path, text);
    }

    /** Something wrong with a key. */
    void ofKey(String path, String text) {
        add(tree.keyMark(path), path, text);
    }

    /** A value that is not there, or is not what it must be, so that nothing more can be said about its parts. */
    void unusable(String path, String text) {
        of(path, text);
        unusable.add(path);
    }

    /** Something wrong with how values go together, unless one of them is wrong by itself. */
    void ofWhole(String path, String text) {
        boolean told = problems.stream()
                .anyMatch(known -> known.path().equals(path)
                        || ConfigPath.isInside(known.path(), path)
                        || ConfigPath.isInside(path, known.path()));
        if (!told) {
            of(path, text);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException naming every problem, in the order of the file
     */
    void finish() {
        if (!problems.isEmpty()) {
            List<String> told = new ArrayList<>(problems.stream()
                    .sorted(Comparator.comparing(Problem::mark))
                    .limit(MOST_TOLD)
                    .map(this::line)
                    .toList());
            if (problems.size() > MOST_TOLD) {
                told.add(name + ": and more, which are left out here");
            }
            throw new SettingsException(told);
        }
    }

    private void add(Mark mark, String path, String text) {
        if (problems.size() < MOST_KEPT && !ConfigPath.isAtOrInsideAny(path, unusable)) {
            problems.add(new Problem(mark, path, text));
        }
    }

    private String line(Problem problem) {
        return problem.path().isEmpty()
                ? "%s:%s: %s".formatted(name, problem.mark(), problem.text())
                : "%s:%s: %s: %s".formatted(name, problem.mark(), problem.path(), problem.text());
    }
}
