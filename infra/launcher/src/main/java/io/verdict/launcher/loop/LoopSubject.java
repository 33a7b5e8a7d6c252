package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.launcher.registry.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What a loop is about: what is photographed, how it is uploaded and labelled, and who asks for what comes of it.
 * Implementations are thread-safe.
 */
public interface LoopSubject {

    /** A photo to be labelled; the same for the same seed and number. */
    Shot draw(long seed, int number);

    /** How that photo is uploaded; photos of one listing never cross the splits of a dataset version. */
    UploadDetails details(long seed, int number);

    /** Photos as users send them, by number; with the seeds that a loop gives, none of those that were labelled. */
    IntFunction<Live> live(long seed);

    /**
     * Labels of photos, as their annotators hand them in.
     *
     * @param folder for what is written on the way; kept
     * @throws LoopException if they are not what they should be
     */
    HandedIn annotate(List<LabelledShot> shots, Path folder) throws IOException;

    /**
     * The models of the consumer, as {@link io.verdict.inference.route.ModelRoutes} writes them.
     *
     * @param model the loop's
     */
    Set<String> routes(String model);

    /** Trains, registers and asks for approval. */
    Actor scientist();

    /** Whether the scientist tries to approve the own version first, which has to be refused. */
    boolean strict();

    /** A photo that nobody has labelled. */
    record Live(byte[] jpeg, UploadDetails details) {}
}
