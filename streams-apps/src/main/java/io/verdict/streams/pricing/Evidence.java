package io.verdict.streams.pricing;

import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LogPosition;
import io.verdict.streams.state.ListingEvidence;
import io.verdict.streams.state.PhotoEvidence;
import io.verdict.streams.state.SeenDamage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folds decisions and failures into what is known of a listing: pure functions from a state to the next.
 *
 * <p>Photos with the same bytes are one photo with several ids; the latest decision on it replaces the earlier one.
 * Everything but the revision, the first price and the order of photos is the same in whatever order decisions and
 * failures come.
 */
final class Evidence {

    private final ListingLimits limits;

    Evidence(ListingLimits limits) {
        this.limits = limits;
    }

    static ListingEvidence none(String listingId) {
        return new ListingEvidence(listingId, 0, null, null, List.of(), List.of(), 0);
    }

    /** Whether the decision is part of the evidence already. */
    static boolean holds(ListingEvidence before, DetectionCompleted decision) {
        String eventId = decision.getMeta().getEventId();
        return before.getPhotos().stream().anyMatch(photo -> photo.getEventId().equals(eventId));
    }

    /** With a decision; the listing goes live with its first one. */
    ListingEvidence with(ListingEvidence before, DetectionCompleted decision, LogPosition position) {
        String sha256 = decision.getImage().getSha256();
        List<PhotoEvidence> photos = new ArrayList<>(before.getPhotos());
        int at = indexOf(photos, sha256);
        boolean beyondLimit = at < 0 && photos.size() >= limits.photos();
        if (at >= 0) {
            photos.set(at, photo(decision, position, photos.get(at).getImageIds()));
        } else if (!beyondLimit) {
            photos.add(photo(decision, position, List.of()));
        }
        return new ListingEvidence(
                before.getListingId(),
                before.getRevision() + 1,
                earlier(before.getFirstUploadedAt(), decision.getUploadedAt()),
                before.getLiveAt() == null ? decision.getMeta().getTime() : before.getLiveAt(),
                photos,
                before.getUndecided().stream()
                        .filter(undecided -> !undecided.equals(sha256))
                        .toList(),
                before.getBeyondLimit() + (beyondLimit ? 1 : 0));
    }

    /** With a photo on which no decision could be made; without effect where there is one, or too many failed. */
    ListingEvidence withUndecided(ListingEvidence before, String sha256) {
        boolean known = before.getUndecided().contains(sha256) || indexOf(before.getPhotos(), sha256) >= 0;
        if (known || before.getUndecided().size() >= limits.photos()) {
            return before;
        }
        return new ListingEvidence(
                before.getListingId(),
                before.getRevision() + (isLive(before) ? 1 : 0),
                before.getFirstUploadedAt(),
                before.getLiveAt(),
                before.getPhotos(),
                Stream.concat(before.getUndecided().stream(), Stream.of(sha256)).toList(),
                before.getBeyondLimit());
    }

    static boolean isLive(ListingEvidence evidence) {
        return evidence.getLiveAt() != null;
    }

    private PhotoEvidence photo(DetectionCompleted decision, LogPosition position, List<String> earlierIds) {
        return new PhotoEvidence(
                decision.getImage().getSha256(),
                Stream.concat(earlierIds.stream(), Stream.of(decision.getImageId()))
                        .distinct()
                        .toList(),
                position.getTopic(),
                position.getPartition(),
                position.getOffset(),
                position.getEventId(),
                decision.getDetections().stream()
                        .sorted(Comparator.comparing(Detection::getScore).reversed())
                        .limit(limits.damagesPerPhoto())
                        .map(detection -> relative(detection, decision))
                        .toList());
    }

    private static SeenDamage relative(Detection detection, DetectionCompleted decision) {
        double width = decision.getImageWidth();
        double height = decision.getImageHeight();
        return new SeenDamage(
                detection.getLabel(),
                detection.getScore(),
                detection.getBox().getX() / width,
                detection.getBox().getY() / height,
                detection.getBox().getWidth() / width,
                detection.getBox().getHeight() / height);
    }

    private static int indexOf(List<PhotoEvidence> photos, String sha256) {
        for (int i = 0; i < photos.size(); i++) {
            if (photos.get(i).getSha256().equals(sha256)) {
                return i;
            }
        }
        return -1;
    }

    private static Instant earlier(Instant known, Instant candidate) {
        return known == null || candidate.isBefore(known) ? candidate : known;
    }
}
