package io.verdict.launcher.labels;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.connectors.labels.ImportedLabels;
import io.verdict.launcher.labels.LabelGateway.Asked;
import io.verdict.launcher.registry.Actor;
import io.verdict.topics.ClusterConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hands the images of a label file in, one label set each, and waits for what the labels app makes of them. What it has
 * taken before is not handed in again; what it has refused is asked anew. Both are told by ids that follow from the
 * content, so an import that broke off is completed by running it again. For one thread.
 */
public final class LabelImporter {

    /** How many are asked at once: bounds what is held in memory, and what is on its way when something fails. */
    private static final int BATCH = 1000;

    private final ClusterConfig cluster;
    private final LabelGateway gateway;
    private final Duration patience;

    /** @param patience how long to wait for the answers to each {@value #BATCH} images */
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
                commands, photos, EarlierCommands.read(cluster, imageIds::contains), order.actor(), listener);
        labels.forEach(handing::take);
        handing.flush();
        return handing.outcome;
    }

    private static Optional<String> onlyAnnotator(ImportedLabels labels) throws IOException {
        Set<Optional<String>> annotators = new HashSet<>();
        labels.forEach(
                image -> image.boxes().stream().map(AnnotatedBox::annotator).forEach(annotators::add));
        return annotators.size() == 1 ? annotators.iterator().next() : Optional.empty();
    }

    private final class Handing {

        private final ImportCommands commands;
        private final PlatformPhotos photos;
        private final EarlierCommands earlier;
        private final Actor actor;
        private final Listener listener;
        private final List<Asked> batch = new ArrayList<>();
        private Outcome outcome = new Outcome(0, 0, 0, 0);

        private Handing(
                ImportCommands commands,
                PlatformPhotos photos,
                EarlierCommands earlier,
                Actor actor,
                Listener listener) {
            this.commands = commands;
            this.photos = photos;
            this.earlier = earlier;
            this.actor = actor;
            this.listener = listener;
        }

        private void take(AnnotatedImage image) {
            if (outcome.unanswered > 0) {
                return;
            }
            int refusals = 0;
            String id = id(image, refusals);
            while (earlier.wasRefused(id)) {
                refusals++;
                id = id(image, refusals);
            }
            if (earlier.wasTaken(id)) {
                outcome = new Outcome(outcome.taken, outcome.there + 1, outcome.refused, outcome.unanswered);
                listener.there(image.name(), id);
                return;
            }
            batch.add(new Asked(actor, image.name(), null, commands.command(image), id));
            if (batch.size() == BATCH) {
                flush();
            }
        }

        private String id(AnnotatedImage image, int refusals) {
            return commands.commandId(image, photos.uploadedAt(image.name()), refusals);
        }

        private void flush() {
            if (batch.isEmpty()) {
                return;
            }
            Optional<List<LabelAnswer>> answers = gateway.ask(batch, patience);
            if (answers.isEmpty()) {
                outcome = new Outcome(outcome.taken, outcome.there, outcome.refused, batch.size());
                batch.clear();
                return;
            }
            for (int at = 0; at < batch.size(); at++) {
                LabelAnswer answer = answers.get().get(at);
                boolean refused = answer.refusal().isPresent();
                outcome = new Outcome(
                        outcome.taken + (refused ? 0 : 1), outcome.there, outcome.refused + (refused ? 1 : 0), 0);
                listener.answered(batch.get(at).imageId(), answer);
            }
            batch.clear();
        }
    }
}
