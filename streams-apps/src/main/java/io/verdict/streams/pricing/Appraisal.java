package io.verdict.streams.pricing;

import io.verdict.events.DamageItem;
import io.verdict.events.LogPosition;
import io.verdict.events.PanelPosition;
import io.verdict.events.Severity;
import io.verdict.streams.pricing.Damage.Sighting;
import io.verdict.streams.state.PhotoEvidence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one damage takes off the price, and why; a pure function of the table and the damage. */
final class Appraisal {

    /** Money is kept to the hundredth. */
    static final int CENTS = 2;

    private final PriceTable table;

    Appraisal(PriceTable table) {
        this.table = table;
    }

    DamageItem of(Damage damage) {
        Sighting best = damage.best();
        Optional<ClassPrice> price = table.price(damage.label());
        Severity severity = price.map(known -> known.severity(best.area())).orElse(Severity.UNKNOWN);
        PanelPosition position = table.positions().position(best.centreX(), best.centreY());
        return new DamageItem(
                damage.label(),
                severity,
                position,
                best.area(),
                best.seen().getScore(),
                imageIds(damage),
                decisions(damage),
                price.map(known -> amount(known, severity, position, best)).orElse(zero()),
                price.map(known -> text(known, severity, position, best, damage))
                        .orElse("Class '" + damage.label() + "' is not in price table " + table.version()
                                + ", so nothing is taken off. Add the class to the table."));
    }

    static BigDecimal zero() {
        return BigDecimal.ZERO.setScale(CENTS);
    }

    static String cents(BigDecimal number) {
        return number.setScale(CENTS, RoundingMode.HALF_UP).toPlainString();
    }

    private BigDecimal amount(ClassPrice price, Severity severity, PanelPosition position, Sighting best) {
        return price.amount(severity)
                .multiply(table.positions().factor(position))
                .multiply(table.confidenceFactor(best.seen().getScore()))
                .setScale(CENTS, RoundingMode.HALF_UP)
                .negate();
    }

    private String text(ClassPrice price, Severity severity, PanelPosition position, Sighting best, Damage damage) {
        int photos = damage.photos().size();
        // Joined, not formatted: a format is a third of what a replay of the prices costs.
        return severity.name().toLowerCase(Locale.ROOT) + " " + damage.label() + ", "
                + cents(BigDecimal.valueOf(100 * best.area())) + " % of the photo: "
                + cents(price.amount(severity)) + " " + table.currency()
                + " x " + cents(table.positions().factor(position))
                + " (" + position.name().toLowerCase(Locale.ROOT) + ")"
                + " x " + cents(table.confidenceFactor(best.seen().getScore()))
                + " (score " + cents(BigDecimal.valueOf(best.seen().getScore())) + ")"
                + (photos > 1 ? "; seen on " + photos + " photos, charged once" : "");
    }

    private static List<String> imageIds(Damage damage) {
        return damage.photos().stream()
                .flatMap(photo -> photo.getImageIds().stream())
                .distinct()
                .toList();
    }

    private static List<LogPosition> decisions(Damage damage) {
        return damage.photos().stream().map(Appraisal::decision).toList();
    }

    private static LogPosition decision(PhotoEvidence photo) {
        return new LogPosition(photo.getTopic(), photo.getPartition(), photo.getOffset(), photo.getEventId());
    }
}
