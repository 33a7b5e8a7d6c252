package io.verdict.streams.pricing;

import io.verdict.events.DamageItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the sum of a price within the listing's cap: the dearest damages are charged first, and what no longer fits is
 * cut, with its text saying so. Pure.
 */
final class ListingCap {

    private final BigDecimal cap;
    private final String currency;

    ListingCap(PriceTable table) {
        this.cap = table.listingCap().setScale(Appraisal.CENTS, RoundingMode.DOWN);
        this.currency = table.currency();
    }

    /** The items, dearest first; ties keep their order. */
    List<DamageItem> cut(List<DamageItem> items) {
        List<DamageItem> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(DamageItem::getAmount));
        BigDecimal room = cap;
        List<DamageItem> charged = new ArrayList<>();
        for (DamageItem item : sorted) {
            BigDecimal amount = item.getAmount().negate().min(room);
            charged.add(amount.compareTo(item.getAmount().negate()) == 0 ? item : cut(item, amount));
            room = room.subtract(amount);
        }
        return charged;
    }

    /** What is left of a buffer after the items. */
    MissedDamage.Buffer cut(MissedDamage.Buffer buffer, BigDecimal charged) {
        BigDecimal amount = buffer.amount().min(cap.subtract(charged));
        return amount.compareTo(buffer.amount()) == 0
                ? buffer
                : new MissedDamage.Buffer(amount, buffer.text() + " Cut from " + buffer.amount() + because());
    }

    private DamageItem cut(DamageItem item, BigDecimal amount) {
        return DamageItem.newBuilder(item)
                .setAmount(amount.negate())
                .setText(item.getText() + "; cut from " + item.getAmount().negate() + because())
                .build();
    }

    private String because() {
        return " " + currency + ", because a listing is lowered by at most " + cap + " " + currency;
    }
}
