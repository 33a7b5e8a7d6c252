package io.verdict.streams.pricing;

import io.verdict.streams.pricing.Damage.Sighting;
import io.verdict.streams.state.PhotoEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which detections are of the same damage, so that it is charged once.
 *
 * <p>The rule: same class, and the boxes overlap by at least the table's {@code sameDamageIou} in coordinates relative
 * to their photos; what is the same as the same is the same (connected components), so the order of photos does not
 * matter. It recognises the repeated and the nearly repeated shot. Its limits: a damage taken from another angle or
 * distance is counted again, and two alike damages in the same place of photos of different panels are counted once.
 */
final class SameDamage {

    private SameDamage() {}

    /** The damages on the photos, by class and then in the order of their first sighting. */
    static List<Damage> among(List<PhotoEvidence> photos, double sameDamageIou) {
        Map<String, List<Sighting>> byClass = new TreeMap<>();
        for (PhotoEvidence photo : photos) {
            photo.getDamages().forEach(seen -> byClass.computeIfAbsent(seen.getLabel(), label -> new ArrayList<>())
                    .add(new Sighting(photo, seen)));
        }
        return byClass.values().stream()
                .flatMap(sightings -> components(sightings, sameDamageIou).stream())
                .toList();
    }

    private static List<Damage> components(List<Sighting> sightings, double sameDamageIou) {
        int[] root = new int[sightings.size()];
        for (int i = 0; i < root.length; i++) {
            root[i] = i;
            for (int j = 0; j < i; j++) {
                if (sightings.get(i).iou(sightings.get(j)) >= sameDamageIou) {
                    join(root, i, j);
                }
            }
        }
        Map<Integer, List<Sighting>> members = new TreeMap<>();
        for (int i = 0; i < root.length; i++) {
            members.computeIfAbsent(rootOf(root, i), first -> new ArrayList<>()).add(sightings.get(i));
        }
        return damages(members.values());
    }

    private static List<Damage> damages(Collection<List<Sighting>> members) {
        return members.stream().map(List::copyOf).map(Damage::new).toList();
    }

    private static void join(int[] root, int i, int j) {
        int a = rootOf(root, i);
        int b = rootOf(root, j);
        // The earliest sighting stands for the damage.
        root[Math.max(a, b)] = Math.min(a, b);
    }

    private static int rootOf(int[] root, int i) {
        int at = i;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }
}
