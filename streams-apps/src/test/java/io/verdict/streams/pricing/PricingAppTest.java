package io.verdict.streams.pricing;

import static io.verdict.streams.Samples.NOON;
import static io.verdict.streams.Samples.decision;
import static io.verdict.streams.Samples.failure;
import static io.verdict.streams.Samples.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.DamageItem;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelIdentity;
import io.verdict.events.PanelPosition;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.Severity;
import io.verdict.streams.AppDriver;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PricingAppTest {

    private final AppDriver app = new AppDriver(PricingApp.create(PriceTable.shipped(), new ListingLimits(3, 2)));

    @AfterEach
    void close() {
        app.close();
    }

    private void send(DetectionCompleted decision) {
        app.send(Topics.DETECTIONS, decision.getListingId(), decision);
    }

    private PriceAdjusted onlyPrice() {
        List<PriceAdjusted> prices = app.read(Topics.PRICE_ADJUSTMENTS);
        assertThat(prices).hasSize(1);
        return prices.get(0);
    }

    @Test
    void shouldPriceADamageItemByItem() {
        send(decision("listing-1", "image-1", "a", NOON, seen("dent", 0.8, 450, 450, 100, 200)));

        PriceAdjusted price = onlyPrice();
        assertThat(price.getRevision()).isEqualTo(1);
        assertThat(price.getItems()).hasSize(1);
        DamageItem item = price.getItems().get(0);
        // 2 % of the photo is a moderate dent: 220.00, in the middle and sure.
        assertThat(item.getAmount()).isEqualByComparingTo("-220.00");
        assertThat(item.getSeverity()).isEqualTo(Severity.MODERATE);
        assertThat(item.getPosition()).isEqualTo(PanelPosition.CENTRE);
        assertThat(item.getRelativeArea()).isBetween(0.0199, 0.0201);
        assertThat(item.getImageIds()).containsExactly("image-1");
        assertThat(item.getDecisions())
                .containsExactly(new LogPosition("detections", 0, 0L, "decision-image-1-" + NOON.toEpochMilli()));
        assertThat(item.getText())
                .isEqualTo("moderate dent, 2.00 % of the photo: 220.00 EUR x 1.00 (centre) x 1.00 (score 0.80)");
        // dent: 1 x 0.16/0.84 + 0.3 x 0.16 = 0.2385 at 150.00; scratch: 0.6 x 0.13 = 0.078 at 90.00.
        assertThat(price.getBuffer()).isEqualByComparingTo("-42.79");
        assertThat(price.getAmount()).isEqualByComparingTo("-262.79");
        assertThat(price.getCurrency()).isEqualTo("EUR");
        assertThat(price.getPhotos()).isEqualTo(1);
        assertThat(price.getPriceTable()).isEqualTo("2026-11");
        assertThat(price.getGoLive().getFirstUploadedAt()).isEqualTo(NOON.minusMillis(80));
        assertThat(price.getGoLive().getLiveAt()).isEqualTo(NOON);
        assertThat(price.getMeta().getCause().getTopic()).isEqualTo("detections");
    }

    @Test
    void shouldPriceNothingThatAnotherModelFinds() {
        DetectionCompleted decision = decision("flight-1", "image-1", "a", NOON, seen("dent", 0.8, 450, 450, 100, 200));
        send(DetectionCompleted.newBuilder(decision)
                .setModel(new ModelIdentity("drone", "1", "sha-model", null))
                .build());

        assertThat(app.read(Topics.PRICE_ADJUSTMENTS)).isEmpty();
    }

    @Test
    void shouldChargeADamageOnSeveralPhotosOnce() {
        send(decision("listing-1", "image-1", "a", NOON, seen("dent", 0.6, 450, 450, 100, 200)));
        send(decision("listing-1", "image-2", "b", NOON.plusSeconds(1), seen("dent", 0.9, 455, 455, 100, 200)));
        send(decision("listing-1", "image-3", "c", NOON.plusSeconds(2), seen("scratch", 0.9, 455, 455, 100, 200)));

        List<PriceAdjusted> prices = app.read(Topics.PRICE_ADJUSTMENTS);
        assertThat(prices).extracting(PriceAdjusted::getRevision).containsExactly(1, 2, 3);
        assertThat(prices.get(1).getItems()).hasSize(1);
        DamageItem dent = prices.get(1).getItems().get(0);
        assertThat(dent.getImageIds()).containsExactly("image-1", "image-2");
        assertThat(dent.getDecisions()).hasSize(2);
        assertThat(dent.getScore()).isEqualTo(0.9f);
        assertThat(dent.getAmount()).isEqualByComparingTo("-220.00");
        assertThat(dent.getText()).endsWith("; seen on 2 photos, charged once");
        assertThat(prices.get(2).getItems()).hasSize(2);
        assertThat(prices).extracting(price -> price.getGoLive().getLiveAt()).containsOnly(NOON);
    }

    @Test
    void shouldCountARepeatedPhotoOnceAndTakeItsLatestDecision() {
        send(decision("listing-1", "image-1", "a", NOON, seen("dent", 0.8, 450, 450, 100, 200)));
        send(decision("listing-1", "image-2", "a", NOON.plusSeconds(1)));

        PriceAdjusted latest = app.read(Topics.PRICE_ADJUSTMENTS).get(1);
        assertThat(latest.getPhotos()).isEqualTo(1);
        assertThat(latest.getItems()).isEmpty();
    }

    @Test
    void shouldNotPriceTheSameDecisionTwice() {
        DetectionCompleted decision = decision("listing-1", "image-1", "a", NOON);
        send(decision);
        send(decision);
        assertThat(app.read(Topics.PRICE_ADJUSTMENTS)).hasSize(1);
    }

    @Test
    void shouldWidenTheBufferForAPhotoWithoutDecision() {
        app.send(Topics.DETECTION_FAILURES, "listing-1", failure("listing-1", "image-9", "z", NOON, Arm.CHAMPION));
        assertThat(app.read(Topics.PRICE_ADJUSTMENTS)).isEmpty();

        send(decision("listing-1", "image-1", "a", NOON));
        // scratch: 0.6 x 0.13 + 0.6/8 = 0.153 at 90.00; dent: 0.3 x 0.16 + 0.3/8 = 0.0855 at 150.00.
        assertThat(onlyPrice().getBuffer()).isEqualByComparingTo("-26.60");

        app.send(Topics.DETECTION_FAILURES, "listing-1", failure("listing-1", "image-8", "y", NOON, Arm.SHADOW));
        assertThat(app.read(Topics.PRICE_ADJUSTMENTS)).isEmpty();
        app.send(Topics.DETECTION_FAILURES, "listing-1", failure("listing-1", "image-8", "y", NOON, Arm.CANARY));
        PriceAdjusted wider = onlyPrice();
        assertThat(wider.getRevision()).isEqualTo(2);
        assertThat(wider.getBuffer()).isEqualByComparingTo("-38.97");

        send(decision("listing-1", "image-8", "y", NOON.plusSeconds(5)));
        assertThat(onlyPrice().getBuffer()).isEqualByComparingTo("-26.60");
    }

    @Test
    void shouldNeverLowerAPriceBeyondTheCap() {
        send(decision(
                "listing-1",
                "image-1",
                "a",
                NOON,
                seen("dent", 0.9, 200, 200, 250, 250),
                seen("dent", 0.9, 500, 500, 250, 250)));
        send(decision(
                "listing-1",
                "image-2",
                "b",
                NOON.plusSeconds(1),
                seen("dent", 0.9, 200, 500, 250, 250),
                seen("dent", 0.9, 500, 200, 250, 250)));
        send(decision(
                "listing-1",
                "image-3",
                "c",
                NOON.plusSeconds(2),
                seen("scratch", 0.9, 200, 200, 250, 250),
                seen("dent", 0.9, 360, 20, 250, 200)));

        PriceAdjusted price = app.read(Topics.PRICE_ADJUSTMENTS).get(2);
        BigDecimal items =
                price.getItems().stream().map(DamageItem::getAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(items.add(price.getBuffer())).isEqualByComparingTo(price.getAmount());
        assertThat(price.getAmount()).isEqualByComparingTo("-2500.00");
        assertThat(price.getItems().get(5).getText()).contains("cut from 320.00 EUR");
        assertThat(price.getBuffer()).isEqualByComparingTo("0.00");
        assertThat(price.getBufferText()).contains("Cut from");
    }

    @Test
    void shouldBoundWhatItRemembersOfAListing() {
        for (int photo = 0; photo < 5; photo++) {
            send(decision("listing-1", "image-" + photo, "bytes-" + photo, NOON.plusSeconds(photo)));
        }
        List<PriceAdjusted> prices = app.read(Topics.PRICE_ADJUSTMENTS);
        assertThat(prices).hasSize(5);
        assertThat(prices.get(4).getPhotos()).isEqualTo(3);
        assertThat(prices.get(4).getBufferText())
                .endsWith("2 decision(s) beyond the limit of photos per listing are not priced.");
    }

    @Test
    void shouldSayThatAClassIsNotInTheTable() {
        send(decision("listing-1", "image-1", "a", NOON, seen("rust", 0.9, 450, 450, 100, 100)));
        DamageItem item = onlyPrice().getItems().get(0);
        assertThat(item.getAmount()).isEqualByComparingTo("0.00");
        assertThat(item.getText()).contains("'rust'", "2026-11", "Add the class");
    }
}
