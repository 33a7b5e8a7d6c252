package io.verdict.connectors.runs;

import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something that trains: in this process, or far away on machines that it watches.
 *
 * <p>It is deterministic in what the specification says, its own version and the environment that it names; where it is
 * not, it says so in {@link #environment()}. Implementations may be used for several runs at a time.
 */
public interface TrainingBackend {

    /** What specifications call it: lower-case letters and hyphens. */
    String name();

    /** Its version; changes whenever the same specification would come to something else. */
    String version();

    /** What else may matter to whoever repeats a run: libraries, processor, container image. */
    Map<String, String> environment();

    /**
     * Hyper-parameters completed with every default, for so many threads.
     *
     * @throws ParameterException naming everything that is wrong: unknown names, values out of range, values that do not
     *     go together
     */
    Map<String, String> parameters(Map<String, String> given, int threads);

    /**
     * Makes sure before anything is trained that the data is there, has the hash that the specification names, and can be
     * learnt from. Called once per part of a run, on the thread that trains.
     *
     * @param work an empty folder of the call's own for copies, removed afterwards
     * @throws TrainingFault if not
     */
    void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) throws IOException, InterruptedException;

    /**
     * Trains to the end, from the job's checkpoint where it has one: what comes of it is then the same as without the
     * interruption.
     *
     * <p>Calls the monitor often, at least once per epoch, and lets through what that throws. Throws {@link TrainingFault}
     * for what went wrong; anything else that it throws counts as its death.
     */
    Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException, InterruptedException;
}
