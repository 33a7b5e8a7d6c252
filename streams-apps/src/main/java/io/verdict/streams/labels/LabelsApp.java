package io.verdict.streams.labels;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelledImage;
import io.verdict.events.Proposal;
import io.verdict.events.QueuedImage;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.Pace;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.arms.ArmPairs;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Labels and the labelling queue (LAB-1, LAB-3): the one writer of {@code labels} and its views.
 *
 * <p>Two flows. What is asked about a photo's labels, that it was accepted, and what models made of it are brought
 * together by photo and answered with facts. Queue entries and draws by chance are facts, too: other thresholds, or
 * decisions that are no longer kept, change nothing that was queued. The facts are read back and folded into the views,
 * because only there each has its position.
 */
public final class LabelsApp implements StreamsApp {

    /** Store of the view {@code labels}, by photo. */
    public static final String LABELS = FoldLabels.LABELS;

    /** Store of the view {@code labelling-queue}, by photo. */
    public static final String QUEUE = FoldLabels.QUEUE;

    private static final String PLANS = "labels-plans-in-service";
    private static final String MODELS = "labels-declared-models";

    private final LabelsConfig config;

    private LabelsApp(LabelsConfig config) {
        this.config = config;
    }

    /** The app with these rules. */
    public static LabelsApp create(LabelsConfig config) {
        return new LabelsApp(config);
    }

    @Override
    public String name() {
        // It is called what it writes.
        return Topics.LABELS.name();
    }

    @Override
    public Role role() {
        return Role.LABELS_APP;
    }

    @Override
    public Pace pace() {
        // Photos and decisions come by the hundred; who labels them is a person.
        return Pace.GATHERING;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        declareStores(builder, log);
        log.write(decided(log), Topics.LABELS, "decided");
        fold(log);
        return builder.build();
    }

    private static void declareStores(StreamsBuilder builder, LogStreams log) {
        log.everywhere(Topics.SERVING, PLANS);
        log.everywhere(Topics.MODELS_VIEW, MODELS);
        builder.addStateStore(log.recent(FindNominations.STORE, ArmPairs.MEMORY, Proposal.class));
        builder.addStateStore(log.records(LabelShelf.PHOTOS, LabelledImage.class));
        builder.addStateStore(log.records(LabelShelf.LABELS, ImageLabels.class));
        builder.addStateStore(log.records(LabelShelf.QUEUED, QueuedImage.class));
        builder.addStateStore(log.records(LabelShelf.EARLY, LabelEvent.class));
        builder.addStateStore(log.texts(DecideLabelCommands.ANSWERED));
        builder.addStateStore(log.records(FoldLabels.LABELS, ImageLabels.class));
        builder.addStateStore(log.records(FoldLabels.QUEUE, QueuedImage.class));
    }

    private KStream<String, LabelEvent> decided(LogStreams log) {
        KStream<String, ImageAccepted> photos = log.repartition(
                log.read(Topics.IMAGES).process(AddressByPhoto::new, Named.as("address-by-photo")),
                ImageAccepted.class,
                Topics.LABELS.partitions(),
                "photos-by-id");
        KStream<String, DetectionCompleted> decisions =
                log.read(Topics.DETECTIONS).merge(log.read(Topics.SHADOW_DETECTIONS), Named.as("all-arms"));
        KStream<String, LabelEvent> nominations = log.repartition(
                decisions.process(
                        () -> new FindNominations(config.queue(), PLANS),
                        Named.as("find-nominations"),
                        FindNominations.STORE),
                LabelEvent.class,
                Topics.LABELS.partitions(),
                "nominations");
        return log.read(Topics.LABEL_COMMANDS)
                .process(
                        () -> new DecideLabelCommands(config, MODELS),
                        Named.as("decide-commands"),
                        LabelShelf.PHOTOS,
                        LabelShelf.LABELS,
                        LabelShelf.QUEUED,
                        DecideLabelCommands.ANSWERED)
                .merge(
                        photos.process(
                                () -> new TakePhotos(config),
                                Named.as("take-photos"),
                                LabelShelf.PHOTOS,
                                LabelShelf.LABELS,
                                LabelShelf.QUEUED,
                                LabelShelf.EARLY),
                        Named.as("commands-and-photos"))
                .merge(
                        nominations.process(
                                () -> new TakeNominations(config),
                                Named.as("take-nominations"),
                                LabelShelf.PHOTOS,
                                LabelShelf.LABELS,
                                LabelShelf.QUEUED,
                                LabelShelf.EARLY),
                        Named.as("all-facts"));
    }

    private static void fold(LogStreams log) {
        KStream<String, PhotoLabels> rows = log.read(Topics.LABELS)
                .process(FoldLabels::new, Named.as("fold-labels"), FoldLabels.LABELS, FoldLabels.QUEUE);
        log.write(
                rows.mapValues(row -> row.labels().orElseThrow(), Named.as("label-rows")),
                Topics.LABELS_VIEW,
                "folded");
        log.write(
                rows.mapValues(PhotoLabels::queued, Named.as("queue-rows"))
                        .filter((imageId, row) -> row.isPresent(), Named.as("changed-queue-rows"))
                        .mapValues(Optional::get, Named.as("queue-rows-to-publish")),
                Topics.LABELLING_QUEUE_VIEW,
                "folded");
    }
}
