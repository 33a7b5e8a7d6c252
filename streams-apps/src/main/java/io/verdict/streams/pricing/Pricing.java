package io.verdict.streams.pricing;

import io.verdict.avro.Envelope;
import io.verdict.events.Arm;
import io.verdict.events.DamageItem;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.GoLive;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.PriceAdjusted;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.state.ListingEvidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prices listings: pure functions {@code (evidence, event) → (evidence, price)}. Safe for many threads.
 *
 * <p>Every decision gives exactly one price, also where the amount stays the same, so that an auditor finds one answer
 * per decision. A photo on which no decision could be made never lowers the price by itself and never makes a listing
 * live; on a live listing it gives a price with a wider buffer.
 */
final class Pricing {

    static final String ACTOR = "pricing";

    private final PriceTable table;
    private final Evidence evidence;
    private final Appraisal appraisal;
    private final MissedDamage missed;
    private final ListingCap cap;

    Pricing(PriceTable table, ListingLimits limits) {
        this.table = table;
        this.evidence = new Evidence(limits);
        this.appraisal = new Appraisal(table);
        this.missed = new MissedDamage(table);
        this.cap = new ListingCap(table);
    }

    /**
     * What follows from an event.
     *
     * @param evidence to be remembered
     * @param price to be told; empty where the event changes no price
     */
    record Outcome(ListingEvidence evidence, Optional<PriceAdjusted> price) {}

    /** What follows from a decision; empty where it was priced before, or comes from a shadow arm or a model without prices. */
    Optional<Outcome> decided(ListingEvidence before, DetectionCompleted decision, LogPosition position) {
        if (decision.getArm() == Arm.SHADOW
                || !table.covers(decision.getModel().getName())
                || Evidence.holds(before, decision)) {
            return Optional.empty();
        }
        if (decision.getImageWidth() <= 0 || decision.getImageHeight() <= 0) {
            throw new UnusableRecordException(
                    "The decision on photo " + decision.getImageId() + " says that the photo is "
                            + decision.getImageWidth() + " x " + decision.getImageHeight()
                            + " pixels, so its boxes cannot be placed. Correct the writer; the photo has to be decided on again.");
        }
        ListingEvidence after = evidence.with(before, decision, position);
        return Optional.of(new Outcome(after, Optional.of(price(after, decision.getMeta(), position))));
    }

    /** What follows from a failure; empty where it changes nothing, or comes from a shadow arm or a model without prices. */
    Optional<Outcome> failed(ListingEvidence before, DetectionFailed failure, LogPosition position) {
        if (failure.getArm() == Arm.SHADOW || failure.getModel() != null && !table.covers(failure.getModel())) {
            return Optional.empty();
        }
        ListingEvidence after =
                evidence.withUndecided(before, failure.getImage().getSha256());
        if (after == before) {
            return Optional.empty();
        }
        Optional<PriceAdjusted> price =
                Optional.of(after).filter(Evidence::isLive).map(live -> price(live, failure.getMeta(), position));
        return Optional.of(new Outcome(after, price));
    }

    private PriceAdjusted price(ListingEvidence now, Meta causeMeta, LogPosition cause) {
        List<Damage> damages = SameDamage.among(now.getPhotos(), table.sameDamageIou());
        List<DamageItem> items = cap.cut(damages.stream().map(appraisal::of).toList());
        BigDecimal charged = items.stream()
                .map(DamageItem::getAmount)
                .reduce(Appraisal.zero(), BigDecimal::add)
                .negate();
        MissedDamage.Buffer buffer = cap.cut(missed.buffer(looked(now, damages)), charged);
        return new PriceAdjusted(
                Envelope.causedBy(causeMeta, cause, causeMeta.getTime(), ACTOR, "priced"),
                now.getListingId(),
                now.getRevision(),
                charged.add(buffer.amount()).negate(),
                table.currency(),
                items,
                buffer.amount().negate(),
                buffer.text() + beyondLimit(now),
                now.getPhotos().size(),
                table.version(),
                new GoLive(now.getFirstUploadedAt(), now.getLiveAt()));
    }

    private static MissedDamage.Looked looked(ListingEvidence now, List<Damage> damages) {
        Map<String, Integer> found =
                damages.stream().collect(Collectors.toMap(Damage::label, damage -> 1, Integer::sum));
        return new MissedDamage.Looked(
                found, now.getPhotos().size(), now.getUndecided().size());
    }

    private static String beyondLimit(ListingEvidence now) {
        return now.getBeyondLimit() == 0
                ? ""
                : " " + now.getBeyondLimit() + " decision(s) beyond the limit of photos per listing are not priced.";
    }
}
