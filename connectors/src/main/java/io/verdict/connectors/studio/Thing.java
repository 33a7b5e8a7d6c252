package io.verdict.connectors.studio;

import java.util.List;

/**
 * Something that stands on the ground, as it is seen.
 *
 * @param type what it is labelled as; null where it is not
 * @param extent around its outline, without its shadow
 * @param front row of its foot that is nearest to the drone; what is further down covers what is further up
 * @param parts what it is drawn of, lower ones first; they neither reach beyond the extent nor shade
 * @param shadows what it casts
 */
record Thing(AerialClass type, Extent extent, float front, List<Feature> parts, List<Feature> shadows) {
    Thing {
        parts = List.copyOf(parts);
        shadows = List.copyOf(shadows);
    }
}
