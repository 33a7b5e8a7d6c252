package io.verdict.launcher.labels;

import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.launcher.labels.LabelGateway.Asked;
import io.verdict.launcher.labels.LabelImporter.Listener;
import io.verdict.launcher.labels.LabelImporter.Outcome;
import io.verdict.launcher.registry.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One import under way: asks in batches, and counts what comes of each image. For one thread. */
final class Handing {

    /** How many are asked at once: bounds what is held in memory, and what is on its way when something fails. */
    static final int BATCH = 1000;

    private final ImportCommands commands;
    private final Function<String, Instant> uploadedAt;
    private final EarlierCommands earlier;
    private final Actor actor;
    private final Function<List<Asked>, List<Optional<LabelAnswer>>> labelsApp;
    private final Listener listener;
    private final List<Asked> batch = new ArrayList<>();
    private long taken;
    private long there;
    private long refused;
    private long unanswered;

    /**
     * An import.
     *
     * @param uploadedAt when an image was
     * @param labelsApp the answer to each; empty where it gives none
     */
    Handing(
            ImportCommands commands,
            Function<String, Instant> uploadedAt,
            EarlierCommands earlier,
            Actor actor,
            Function<List<Asked>, List<Optional<LabelAnswer>>> labelsApp,
            Listener listener) {
        this.commands = commands;
        this.uploadedAt = uploadedAt;
        this.earlier = earlier;
        this.actor = actor;
        this.labelsApp = labelsApp;
        this.listener = listener;
    }

    /** An image's labels; passed over once something is not answered. */
    void take(AnnotatedImage image) {
        if (unanswered > 0) {
            return;
        }
        int refusals = 0;
        String id = id(image, refusals);
        while (earlier.wasRefused(id)) {
            refusals++;
            id = id(image, refusals);
        }
        if (earlier.wasTaken(id)) {
            there++;
            listener.there(image.name(), id);
            return;
        }
        batch.add(new Asked(actor, image.name(), null, commands.command(image), id));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Asks what is left. */
    Outcome finish() {
        flush();
        return new Outcome(taken, there, refused, unanswered);
    }

    private String id(AnnotatedImage image, int refusals) {
        return commands.commandId(image, uploadedAt.apply(image.name()), refusals);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Optional<LabelAnswer>> answers = labelsApp.apply(batch);
        for (int at = 0; at < batch.size(); at++) {
            count(batch.get(at), answers.get(at));
        }
        batch.clear();
    }

    private void count(Asked asked, Optional<LabelAnswer> answer) {
        if (answer.isEmpty()) {
            unanswered++;
            return;
        }
        if (answer.get().refusal().isPresent()) {
            refused++;
        } else {
            taken++;
        }
        listener.answered(asked.imageId(), answer.get());
    }
}
