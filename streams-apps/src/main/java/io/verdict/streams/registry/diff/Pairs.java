package io.verdict.streams.registry.diff;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Items of two declarations side by side. Where several are about the same metric and slice, those of the same name
 * belong together first, the others in their order.
 *
 * @param both in the order of the first declaration
 * @param gone only in the first
 * @param come only in the second
 */
record Pairs(Map<DeclaredItem, DeclaredItem> both, List<DeclaredItem> gone, List<DeclaredItem> come) {

    static Pairs of(List<DeclaredItem> before, List<DeclaredItem> after) {
        Map<DeclaredItem, DeclaredItem> found = new IdentityHashMap<>();
        List<DeclaredItem> come = new ArrayList<>(after);
        match(
                before,
                come,
                found,
                (left, right) -> isSame(left, right) && left.name().equals(right.name()));
        match(before, come, found, Pairs::isSame);
        Map<DeclaredItem, DeclaredItem> both = new LinkedHashMap<>();
        List<DeclaredItem> gone = new ArrayList<>();
        for (DeclaredItem item : before) {
            if (found.containsKey(item)) {
                both.put(item, found.get(item));
            } else {
                gone.add(item);
            }
        }
        return new Pairs(both, gone, come);
    }

    private static void match(
            List<DeclaredItem> before,
            List<DeclaredItem> come,
            Map<DeclaredItem, DeclaredItem> found,
            BiPredicate<DeclaredItem, DeclaredItem> together) {
        Set<DeclaredItem> known = found.keySet();
        for (DeclaredItem left : before) {
            if (!known.contains(left)) {
                come.stream()
                        .filter(right -> together.test(left, right))
                        .findFirst()
                        .ifPresent(right -> {
                            found.put(left, right);
                            come.remove(right);
                        });
            }
        }
    }

    private static boolean isSame(DeclaredItem left, DeclaredItem right) {
        return left.about().equals(right.about());
    }
}
