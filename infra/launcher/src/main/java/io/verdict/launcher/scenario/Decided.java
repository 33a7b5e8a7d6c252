package io.verdict.launcher.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of photos that nobody has labelled.
 *
 * @param photos one for each, in the order in which they were published
 * @param where the first and the last decision lie on the log
 */
public record Decided(List<Photo> photos, String where) {

    public Decided {
        photos = List.copyOf(photos);
    }

    /**
     * A photo with its decisions.
     *
     * @param source where it came from
     * @param by models with version and arm that decided on it, such as {@code drone 1 champion}
     * @param there objects on it by class, as they were drawn; empty for photos of cars
     * @param found objects that the decisions name, by class
     */
    public record Photo(
            String imageId, String source, Set<String> by, Map<String, Integer> there, Map<String, Integer> found) {

        public Photo {
            by = Set.copyOf(by);
            there = new TreeMap<>(there);
            found = new TreeMap<>(found);
        }
    }

    /** Whether every photo of a source was decided on by this alone. */
    boolean only(String source, String by) {
        return photos.stream().filter(photo -> photo.source().equals(source)).allMatch(photo -> photo.by()
                .equals(Set.of(by)));
    }
}
