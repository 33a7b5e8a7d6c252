package io.verdict.connectors.datasets;

import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.DuplicatePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a version of what a source yields: reads and verifies every photo, splits by group, leaves out or refuses what
 * looks like the test split, and writes the manifest by photo id. The same photos, labels and rules give the same
 * bytes, whatever the order in which they come.
 *
 * <p>Memory: 16 MiB, and for the test split some 150 bytes per photo; the rest lies in the scratch folder. Single use,
 * for one thread.
 */
public final class DatasetBuild {

    private static final long MEMORY = 16 << 20;
    private static final int SHOWN = 1000;
    private static final int LONGEST_TEXT = 4096;

    private final ObjectStore store;
    private final BuildRules rules;
    private final Scratch scratch;
    private final List<String> problems = new ArrayList<>();
    private long count;

    /** A build that keeps what it needs, and its manifest, in a scratch folder. */
    public DatasetBuild(ObjectStore store, BuildRules rules, Scratch scratch) {
        this.store = store;
        this.rules = rules;
        this.scratch = scratch;
    }

    /**
     * Makes the version.
     *
     * @throws IOException if the source or the store does not answer, or there is no room on the disk
     */
    public BuildResult run(LabelledImages source) throws IOException {
        ExternalSort<Candidate> photos = new ExternalSort<>(scratch, new Candidate.Form(), Candidate.BY_IMAGE, MEMORY);
        source.forEach(photo -> {
            Optional<Candidate> candidate = candidate(photo);
            if (candidate.isPresent()) {
                photos.add(candidate.get());
            }
        });
        HammingIndex tests = tests(photos);
        Path file = scratch.newFile();
        BuildResult.Built built;
        try (ManifestWriter manifest = new ManifestWriter(scratch.create(file), rules)) {
            try (Sorted<Candidate> sorted = photos.sorted()) {
                while (sorted.hasNext()) {
                    Candidate next = sorted.next();
                    Optional<HammingIndex.Match> match = next.isTest() ? Optional.empty() : tests.nearest(next.hash());
                    if (match.isPresent()) {
                        duplicate(next, match.get(), manifest);
                    } else {
                        write(next, manifest);
                    }
                }
            }
            manifest.emptySplits()
                    .forEach(split -> problem(
                            "no photo falls into '%s'; add labelled photos of more groups, or change shares or seed"
                                    .formatted(split)));
            built = manifest.finish(file);
        }
        return count == 0 ? built : new BuildResult.Refused(problems, count);
    }

    private Optional<Candidate> candidate(LabelledPhoto photo) throws IOException {
        if (isTooLong(photo)) {
            problem("photo %s has a text of more than %d characters; shorten it"
                    .formatted(
                            photo.imageId()
                                    .substring(0, Math.min(40, photo.imageId().length())),
                            LONGEST_TEXT));
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = store.get(photo.object());
        } catch (StoreException e) {
            return switch (e.kind()) {
                case NOT_FOUND, HASH_MISMATCH, DENIED -> {
                    problem("photo %s: %s".formatted(photo.imageId(), e.getMessage()));
                    yield Optional.empty();
                }
                // Another try may go well, and a version without the photo would be another one.
                case UNAVAILABLE, FULL -> throw e;
            };
        }
        Optional<Long> hash = DifferenceHash.of(bytes);
        if (hash.isEmpty()) {
            problem("photo %s cannot be decoded (%s); reject its labels, or upload it again"
                    .formatted(photo.imageId(), photo.object().uri()));
        }
        return hash.map(found -> new Candidate(photo, rules.split().split(photo.group()), found));
    }

    private static boolean isTooLong(LabelledPhoto photo) {
        return List.of(
                        photo.imageId(),
                        photo.group(),
                        photo.labelId(),
                        photo.object().uri())
                .stream()
                .anyMatch(text -> text.length() > LONGEST_TEXT);
    }

    /** The test split's hashes; says on the way which photos are there twice. */
    private HammingIndex tests(ExternalSort<Candidate> photos) throws IOException {
        HammingIndex tests = new HammingIndex(rules.distance());
        try (Sorted<Candidate> sorted = photos.sorted()) {
            String last = null;
            while (sorted.hasNext()) {
                Candidate next = sorted.next();
                String imageId = next.photo().imageId();
                if (imageId.equals(last)) {
                    problem("photo %s is there twice; a photo has one set of labels that holds".formatted(imageId));
                }
                last = imageId;
                if (next.isTest()) {
                    tests.add(imageId, next.hash());
                }
            }
        }
        return tests;
    }

    private void write(Candidate photo, ManifestWriter manifest) throws IOException {
        try {
            manifest.write(photo);
        } catch (IllegalArgumentException e) {
            problem("photo %s cannot be written: %s".formatted(photo.photo().imageId(), e.getMessage()));
        }
    }

    private void duplicate(Candidate photo, HammingIndex.Match match, ManifestWriter manifest) {
        manifest.leaveOut(photo, match);
        if (rules.duplicates() == DuplicatePolicy.REFUSE) {
            problem("photo %s in '%s' looks like %s in 'test' (%d bits differ); reject one, or leave such photos out"
                    .formatted(photo.photo().imageId(), photo.split(), match.name(), match.distance()));
        }
    }

    private void problem(String text) {
        count++;
        if (problems.size() < SHOWN) {
            problems.add(text);
        }
    }
}
