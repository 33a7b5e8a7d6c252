package io.verdict.streams.pricing;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.state.ListingEvidence;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;

/**
 * Answers every decision with the price of its listing (PRI-1). Shadow decisions never reach it: it does not read
 * their topic.
 */
public final class PricingApp implements StreamsApp {

    private final Pricing pricing;

    private PricingApp(Pricing pricing) {
        this.pricing = pricing;
    }

    /** The app with this price table. */
    public static PricingApp create(PriceTable table) {
        return create(table, ListingLimits.STANDARD);
    }

    /** The app with this price table and other limits on what it remembers. */
    public static PricingApp create(PriceTable table, ListingLimits limits) {
        return new PricingApp(new Pricing(table, limits));
    }

    @Override
    public String name() {
        return "pricing";
    }

    @Override
    public Role role() {
        return Role.PRICING_APP;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        builder.addStateStore(log.records(PriceRecords.STORE, ListingEvidence.class));

        log.write(
                log.read(Topics.DETECTIONS)
                        .process(
                                () -> new PriceRecords<>(DetectionCompleted::getListingId, pricing::decided),
                                Named.as("price-decisions"),
                                PriceRecords.STORE),
                Topics.PRICE_ADJUSTMENTS,
                "decided");
        log.write(
                log.read(Topics.DETECTION_FAILURES)
                        .process(
                                () -> new PriceRecords<>(DetectionFailed::getListingId, pricing::failed),
                                Named.as("price-failures"),
                                PriceRecords.STORE),
                Topics.PRICE_ADJUSTMENTS,
                "failed");
        return builder.build();
    }
}
