package io.verdict.streams.pricing;

import static io.verdict.streams.Samples.NOON;
import static io.verdict.streams.Samples.decision;
import static io.verdict.streams.Samples.failure;
import static io.verdict.streams.Samples.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.DamageItem;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.LogPosition;
import io.verdict.events.PriceAdjusted;
import io.verdict.streams.state.ListingEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PricingPropertiesTest {

    private final Pricing pricing = new Pricing(PriceTable.shipped(), ListingLimits.STANDARD);

    private record At(Object event, LogPosition position) {}

    @Property(tries = 200)
    void shouldReachTheSamePriceThroughAnyRestart(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int events) {
        List<At> history = history(new Random(seed), events);
        Random crashes = new Random(seed + 1);

        ListingEvidence straight = Evidence.none("listing-1");
        ListingEvidence restarted = Evidence.none("listing-1");
        List<PriceAdjusted> prices = new ArrayList<>();
        List<PriceAdjusted> restartedPrices = new ArrayList<>();
        for (At at : history) {
            straight = step(straight, at, prices);
            restarted = step(crashes.nextBoolean() ? reloaded(restarted) : restarted, at, restartedPrices);
        }
        assertThat(restarted).isEqualTo(straight);
        assertThat(restartedPrices).isEqualTo(prices);
    }

    @Property(tries = 200)
    void shouldChargeTheSameWhateverOrderPhotosAndFailuresCome(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int events) {
        List<At> history = history(new Random(seed), events);
        List<At> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, new Random(seed + 1));

        Optional<PriceAdjusted> one = last(history);
        Optional<PriceAdjusted> other = last(shuffled);
        assertThat(one.isPresent()).isEqualTo(other.isPresent());
        if (one.isPresent()) {
            assertThat(other.get().getAmount()).isEqualTo(one.get().getAmount());
            assertThat(other.get().getBuffer()).isEqualTo(one.get().getBuffer());
            assertThat(other.get().getPhotos()).isEqualTo(one.get().getPhotos());
            assertThat(other.get().getGoLive().getFirstUploadedAt())
                    .isEqualTo(one.get().getGoLive().getFirstUploadedAt());
        }
    }

    @Property(tries = 200)
    void shouldSumUpAndStayWithinTheCap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int events) {
        List<PriceAdjusted> prices = new ArrayList<>();
        ListingEvidence evidence = Evidence.none("listing-1");
        for (At at : history(new Random(seed), events)) {
            evidence = step(evidence, at, prices);
        }
        int revision = 0;
        for (PriceAdjusted price : prices) {
            BigDecimal sum =
                    price.getItems().stream().map(DamageItem::getAmount).reduce(price.getBuffer(), BigDecimal::add);
            assertThat(price.getAmount()).isEqualByComparingTo(sum);
            assertThat(price.getAmount()).isBetween(new BigDecimal("-2500.00"), BigDecimal.ZERO);
            assertThat(price.getItems()).allMatch(item -> item.getAmount().signum() <= 0);
            revision++;
            assertThat(price.getRevision()).isEqualTo(revision);
        }
    }

    private Optional<PriceAdjusted> last(List<At> history) {
        List<PriceAdjusted> prices = new ArrayList<>();
        ListingEvidence evidence = Evidence.none("listing-1");
        for (At at : history) {
            evidence = step(evidence, at, prices);
        }
        return prices.isEmpty() ? Optional.empty() : Optional.of(prices.get(prices.size() - 1));
    }

    private ListingEvidence step(ListingEvidence before, At at, List<PriceAdjusted> prices) {
        Optional<Pricing.Outcome> outcome = at.event() instanceof DetectionCompleted decision
                ? pricing.decided(before, decision, at.position())
                : pricing.failed(before, (DetectionFailed) at.event(), at.position());
        outcome.flatMap(Pricing.Outcome::price).ifPresent(prices::add);
        return outcome.map(Pricing.Outcome::evidence).orElse(before);
    }

    /** What is left of the state when the process dies and its store is restored. */
    private static ListingEvidence reloaded(ListingEvidence evidence) {
        try {
            return ListingEvidence.fromByteBuffer(evidence.toByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decisions and failures on distinct photos, with boxes that often overlap. */
    private static List<At> history(Random random, int events) {
        List<At> history = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String image = "image-" + i;
            LogPosition position = new LogPosition("detections", 0, (long) i, "event-" + i);
            Object event = random.nextInt(6) == 0
                    ? failure("listing-1", image, "bytes-" + i, NOON.plusSeconds(i), Arm.CHAMPION)
                    : decision("listing-1", image, "bytes-" + i, NOON.plusSeconds(i), detections(random));
            history.add(new At(event, position));
        }
        return history;
    }

    private static Detection[] detections(Random random) {
        Detection[] seen = new Detection[random.nextInt(4)];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = seen(
                    random.nextBoolean() ? "dent" : "scratch",
                    0.3 + 0.7 * random.nextDouble(),
                    random.nextInt(8) * 100,
                    random.nextInt(8) * 100,
                    50 + random.nextInt(4) * 50,
                    50 + random.nextInt(4) * 50);
        }
        return seen;
    }
}
