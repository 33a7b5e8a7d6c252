package io.verdict.streams.catalog;

import io.verdict.events.CuratedImage;
import io.verdict.events.FeatureValues;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageUploaded;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.RawImage;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.Pace;
import io.verdict.streams.app.StreamsApp;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Keeps the views {@code raw_images}, {@code curated_images} (ING-5), {@code image_features} and {@code features}
 * (ING-6) and the latest price per listing.
 *
 * <p>It decides nothing: every row is a fold of facts and comes out equal when the app starts again from offset 0,
 * also where records of different topics come in another order (AUD-5). Rows of images are published to the view
 * topics, keyed by photo; all views can be asked through {@link io.verdict.streams.read.ReadApi}.
 *
 * <p>Features have two stores. This one is for looking up one photo or entity now: of photos it holds the latest
 * measurement in log order, of other entities what {@link io.verdict.avro.FeatureRank} says. The other, with their history for
 * training, are the topics {@code image-features} and {@code feature-values} themselves: they are kept for ever, and each
 * record names when it became known.
 */
public final class CatalogApp implements StreamsApp {

    /** Store of {@code raw_images}, by listing and photo. */
    public static final String RAW_IMAGES = "raw-images";

    /** Store of {@code curated_images}, by listing and photo. */
    public static final String CURATED_IMAGES = "curated-images";

    /** Store of the latest features, by listing and photo; a row is the fact itself. */
    public static final String IMAGE_FEATURES = "image-features";

    /** Store of the values that hold now of what others say of entities, by feature group and entity. */
    public static final String FEATURES = "features";

    /** Store of the latest price, by listing. */
    public static final String PRICES = "prices";

    /** Store that finds the listing of a photo. */
    public static final String LISTING_OF_IMAGE = "listing-of-image";

    static final String EARLY_QUALITY = "early-quality";

    private final QualityRule quality;

    private CatalogApp(QualityRule quality) {
        this.quality = quality;
    }

    /** The app with this rule for the quality of photos. */
    public static CatalogApp create(QualityRule quality) {
        return new CatalogApp(quality);
    }

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public Role role() {
        return Role.CATALOG_APP;
    }

    @Override
    public Pace pace() {
        return Pace.GATHERING;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        declareStores(builder, log);

        KStream<String, ImageAccepted> images = log.read(Topics.IMAGES);
        foldRawImages(log, images);
        KStream<String, ImageFeatures> features = log.read(Topics.IMAGE_FEATURES);
        foldCuratedImages(log, images, features);
        keepFeatures(features);
        log.read(Topics.PRICE_ADJUSTMENTS).processValues(KeepPrice::new, Named.as("keep-price"), PRICES);
        log.read(Topics.FEATURE_VALUES).processValues(KeepFeatures::new, Named.as("keep-feature-values"), FEATURES);
        return builder.build();
    }

    private static void declareStores(StreamsBuilder builder, LogStreams log) {
        builder.addStateStore(log.records(RAW_IMAGES, RawImage.class));
        builder.addStateStore(log.records(CURATED_IMAGES, CuratedImage.class));
        builder.addStateStore(log.records(IMAGE_FEATURES, ImageFeatures.class));
        builder.addStateStore(log.records(FEATURES, FeatureValues.class));
        builder.addStateStore(log.records(PRICES, PriceAdjusted.class));
        builder.addStateStore(log.texts(LISTING_OF_IMAGE));
        builder.addStateStore(log.texts(EARLY_QUALITY));
    }

    private static void foldRawImages(LogStreams log, KStream<String, ImageAccepted> images) {
        RowFold<ImageUploaded, RawImage> uploaded = new RowFold<>(
                fact -> fact.getPhoto().getListingId(),
                fact -> fact.getPhoto().getImageId(),
                (row, fact, position) -> Optional.of(RawImages.uploaded(row, fact, position)));
        RowFold<ImageAccepted, RawImage> accepted = new RowFold<>(
                fact -> fact.getPhoto().getListingId(),
                fact -> fact.getPhoto().getImageId(),
                (row, fact, position) -> Optional.of(RawImages.accepted(row, fact)));
        RowFold<QuarantineEvent, RawImage> quarantined = new RowFold<>(
                QuarantineEvent::getListingId,
                QuarantineEvent::getImageId,
                (row, fact, position) -> RawImages.quarantine(row, fact));
        publish(log, fold(log.read(Topics.IMAGE_UPLOADS), "uploads", uploaded), "uploads");
        publish(log, fold(images, "images", accepted), "images");
        publish(log, fold(log.read(Topics.QUARANTINE), "quarantine", quarantined), "quarantine");
    }

    private static <F extends SpecificRecord> KStream<String, RawImage> fold(
            KStream<String, F> facts, String from, RowFold<F, RawImage> fold) {
        return facts.process(
                () -> new FoldRows<>(RAW_IMAGES, fold),
                Named.as("fold-raw-from-" + from),
                RAW_IMAGES,
                LISTING_OF_IMAGE);
    }

    private static void publish(LogStreams log, KStream<String, RawImage> rows, String from) {
        log.write(rows, Topics.RAW_IMAGES_VIEW, "from-" + from);
    }

    private void foldCuratedImages(
            LogStreams log, KStream<String, ImageAccepted> images, KStream<String, ImageFeatures> features) {
        Topic<CuratedImage> view = Topics.CURATED_IMAGES_VIEW;
        log.write(
                images.process(FoldCurated::new, Named.as("fold-curated-from-images"), CURATED_IMAGES, EARLY_QUALITY),
                view,
                "from-images");
        log.write(
                features.process(
                        () -> new FoldQuality(quality),
                        Named.as("fold-curated-from-features"),
                        CURATED_IMAGES,
                        EARLY_QUALITY),
                view,
                "from-features");
    }

    private static void keepFeatures(KStream<String, ImageFeatures> features) {
        RowFold<ImageFeatures, ImageFeatures> latest = new RowFold<>(
                ImageFeatures::getListingId, ImageFeatures::getImageId, (row, fact, position) -> Optional.of(fact));
        features.process(
                () -> new FoldRows<>(IMAGE_FEATURES, latest),
                Named.as("keep-features"),
                IMAGE_FEATURES,
                LISTING_OF_IMAGE);
    }
}
