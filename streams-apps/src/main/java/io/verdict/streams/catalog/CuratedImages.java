package io.verdict.streams.catalog;

import io.verdict.events.CuratedImage;
import io.verdict.events.ImageAccepted;
import io.verdict.events.QualityFlag;
import java.time.Instant;
import java.util.Optional;

/** Folds facts into rows of {@code curated_images}: pure functions {@code (row, fact) → row}. */
final class CuratedImages {

    private CuratedImages() {}

    /**
     * With an acceptance; of several, the earliest counts.
     *
     * @param quality what features that came before it say; UNKNOWN where there are none
     */
    static CuratedImage accepted(Optional<CuratedImage> row, ImageAccepted fact, QualityFlag quality) {
        Instant acceptedAt = fact.getMeta().getTime();
        if (row.isEmpty()) {
            return new CuratedImage(fact.getPhoto(), acceptedAt, fact.getReleased(), quality, null, null);
        }
        CuratedImage known = row.get();
        return CuratedImage.newBuilder(known)
                .setAcceptedAt(acceptedAt.isBefore(known.getAcceptedAt()) ? acceptedAt : known.getAcceptedAt())
                .setReleased(known.getReleased() || fact.getReleased())
                .build();
    }

    static CuratedImage measured(CuratedImage row, QualityFlag quality) {
        return CuratedImage.newBuilder(row).setQuality(quality).build();
    }
}
