package io.verdict.launcher.labels;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.ImportedLabels;
import io.verdict.launcher.registry.Actor;
import io.verdict.topics.ClusterConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Hands the images of a label file in, one label set each, and waits for what the labels app makes of them. What it has
 * taken before is not handed in again; what it has refused is asked anew. Both are told by ids that follow from the
 * content, so an import that broke off is completed by running it again. For one thread.
 */
public final class LabelImporter {

    private final ClusterConfig cluster;
    private final LabelGateway gateway;
    private final Duration patience;

    /** @param patience how long to wait for the answers to each {@value Handing#BATCH} images */
    public LabelImporter(ClusterConfig cluster, Clock clock, Duration patience) {
        this.cluster = cluster;
        this.gateway = new LabelGateway(cluster, clock);
        this.patience = patience;
    }

    /** Whose the labels are, and what of. */
    public record Order(Actor actor, String model, String origin) {}

    /** Hears what came of each image. */
    public interface Listener {

        /** The labels app has answered. */
        void answered(String imageId, LabelAnswer answer);

        /** The same labels of the same people have been taken before. */
        void there(String imageId, String labelSetId);
    }

    /**
     * What came of it.
     *
     * @param taken images whose labels are on the log now
     * @param there images whose labels were on the log before
     * @param refused images whose labels the labels app refused
     * @param unanswered images whose commands are on the log and not answered yet; nothing was asked after them
     */
    public record Outcome(long taken, long there, long refused, long unanswered) {}

    /**
     * Hands everything in.
     *
     * @param photos where the labels' images were looked up
     * @throws IOException if the scratch folder cannot be read
     */
    public Outcome hand(ImportedLabels labels, PlatformPhotos photos, Order order, Listener listener)
            throws IOException {
        ImportCommands commands =
                new ImportCommands(order.model(), order.origin(), order.actor().name(), onlyAnnotator(labels));
        Set<String> imageIds = new HashSet<>();
        labels.forEach(image -> imageIds.add(image.name()));
        Handing handing = new Handing(
                commands,
                photos::uploadedAt,
                EarlierCommands.read(cluster, imageIds::contains),
                order.actor(),
                asked -> gateway.ask(asked, patience),
                listener);
        labels.forEach(handing::take);
        return handing.finish();
    }

    private static Optional<String> onlyAnnotator(ImportedLabels labels) throws IOException {
        Set<Optional<String>> annotators = new HashSet<>();
        labels.forEach(
                image -> image.boxes().stream().map(AnnotatedBox::annotator).forEach(annotators::add));
        return annotators.size() == 1 ? annotators.iterator().next() : Optional.empty();
    }
}
