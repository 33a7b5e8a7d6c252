package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.RunLogException;
import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingJob;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.sagemaker.JobRequest.Channel;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains by training jobs of Amazon SageMaker, on spot machines as long as they stay, then on demand.
 *
 * <p>The jobs of a run are numbered and named after it; SageMaker's own record of them says how often machines were taken
 * away and what is billed, so a process that comes back finds the job that works, and counts on. All of them share one
 * checkpoint folder in S3; going on from there is the container's part. Hyper-parameters are free: the container knows
 * them. What comes of a run is as repeatable as its container. Thread-safe.
 */
public final class SageMakerBackend implements TrainingBackend {

    /** What specifications call it. */
    public static final String NAME = "sagemaker";

    private static final String VERSION = "1";
    private static final String PARENT = "parent";
    private static final int MOST_JOBS = 100;
    private static final int MOST_PARAMETERS = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 2500;

    private final SageMakerSettings settings;
    private final SageMakerClient client;
    private final Pace pace;
    private final ObjectStore store;
    private final String root;
    private final ChannelData data;

    /**
     * A back end with credentials, and unless the settings name one also the region, of the environment.
     *
     * @param store the run's object store, which must be in S3 for SageMaker to reach it; stays the caller's
     * @param root the store's URI
     * @throws IllegalArgumentException if no region is known
     */
    public static SageMakerBackend of(SageMakerSettings settings, Pace pace, ObjectStore store, String root) {
        return new SageMakerBackend(settings, SageMakerClient.of(settings.connection(), pace), pace, store, root);
    }

    SageMakerBackend(SageMakerSettings settings, SageMakerClient client, Pace pace, ObjectStore store, String root) {
        this.settings = settings;
        this.client = client;
        this.pace = pace;
        this.store = store;
        this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        this.data = new ChannelData(store, client.region(), pace.clock());
    }

    /**
     * Names data for a specification: an object of the store by the hash in its key, or a local file or folder by the bytes
     * that lie there now.
     *
     * @param where a path, or {@code s3://…/<sha256>.<extension>}
     * @throws IOException if it cannot be read, or the object is not named by its content
     */
    public static TrainingData reference(String where) throws IOException {
        return where.startsWith("s3:") ? ChannelData.object(where) : ChannelData.reference(Path.of(where));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "image", settings.program().image(),
                "machines",
                        settings.machines().count() + " × "
                                + settings.machines().type(),
                "region", client.region());
    }

    @Override
    public Map<String, String> parameters(Map<String, String> given, int threads) {
        Map<String, String> all = new TreeMap<>(settings.program().hyperParameters());
        all.putAll(given);
        List<String> problems = new ArrayList<>();
        if (all.size() > MOST_PARAMETERS) {
            problems.add("SageMaker takes at most %d hyper-parameters, not %d".formatted(MOST_PARAMETERS, all.size()));
        }
        all.forEach((name, value) -> {
            if (name.isBlank() || name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE) {
                problems.add("Hyper-parameter '%s': a name has 1 to %d characters and a value up to %d"
                        .formatted(name, LONGEST_NAME, LONGEST_VALUE));
            }
        });
        if (!problems.isEmpty()) {
            throw new ParameterException(problems);
        }
        return all;
    }

    @Override
    public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) throws IOException {
        if (!root.startsWith("s3://")) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "SageMaker reads and writes S3 only, and the run's object store is %s. Work with --store s3://…"
                            .formatted(root));
        }
        data.check(spec.getData(), work);
        monitor.alive();
        if (spec.getValidation() != null) {
            data.check(spec.getValidation(), work);
        }
    }

    @Override
    public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException, InterruptedException {
        JobRequest request = new JobRequest(settings, root, job.runId(), job.spec());
        int reclaims = 0;
        double billed = 0;
        for (int number = 1; number <= MOST_JOBS; number++) {
            String name = JobName.of(job.runId(), number);
            Optional<JobState> found = client.describe(name, monitor);
            found.ifPresent(state -> requireOurs(state, request));
            if (found.isPresent() && isBehindUs(found.get())) {
                reclaims += found.get().reclaims();
                billed += found.get().billed(pace.clock().instant());
                continue;
            }
            boolean spot = settings.spot().used() && reclaims < settings.spot().reclaims();
            Optional<ObjectNode> wanted =
                    found.isPresent() ? Optional.empty() : Optional.of(request.body(number, spot, channels(job)));
            JobFollowing following = new JobFollowing(client, settings, pace, monitor, reclaims, billed);
            JobState end = followed(following, name, wanted, number, request.longestSeconds());
            requireOurs(end, request);
            boolean stoppedBefore = found.isPresent() && found.get().status().equals("Stopping");
            if (stoppedBefore && !end.completed()) {
                reclaims += end.reclaims();
                billed += end.billed(pace.clock().instant());
                continue;
            }
            JobEnd.requireCompleted(end, reclaims, settings.spot());
            return new JobModel(store, root, settings.places()).fetch(end, request, job.work());
        }
        throw new TrainingFault(
                RunFailure.TRAINER,
                "Run %s has had %d training jobs and none came to an end. Look at why, and start a new run"
                        .formatted(job.runId(), MOST_JOBS));
    }

    /** A job that ended without a result; whoever calls again wants another. */
    private static boolean isBehindUs(JobState state) {
        return state.over() && !state.completed();
    }

    /** What ends the following ends the job, too: nobody would pay attention to what it costs. */
    private JobState followed(
            JobFollowing following, String name, Optional<ObjectNode> wanted, int number, int longestSeconds)
            throws InterruptedException {
        try {
            if (wanted.isPresent()) {
                client.create(wanted.get(), following.monitor());
            }
            return following.toEnd(name, number, longestSeconds);
        } catch (TrainingFault | RunLogException e) {
            // Not for these: a job that cannot be seen for now is found again, and where the log is somebody else's,
            // so is the job.
            throw e;
        } catch (RuntimeException | InterruptedException e) {
            stop(name, e);
            throw e;
        }
    }

    private void stop(String name, Exception why) {
        boolean interrupted = Thread.interrupted();
        try {
            client.stop(name, new Deaf());
        } catch (TrainingFault | InterruptedException e) {
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void requireOurs(JobState state, JobRequest request) {
        if (!state.request().equals(request.fingerprint())) {
            throw new TrainingFault(
                    RunFailure.TRAINER,
                    "There is a training job %s already, and it is about something else (other data, image,"
                            + " environment or hyper-parameters). Start a run of another name".formatted(state.name()));
        }
    }

    private List<Channel> channels(TrainingJob job) throws IOException {
        TrainingSpec spec = job.spec();
        List<Channel> channels = new ArrayList<>();
        channels.add(new Channel("training", data.stage(spec.getData(), job.work(), job.runId())));
        if (spec.getValidation() != null) {
            channels.add(new Channel("validation", data.stage(spec.getValidation(), job.work(), job.runId())));
        }
        if (spec.getParent() != null) {
            channels.add(new Channel(PARENT, spec.getParent().getCheckpoint().getUri()));
        }
        return channels;
    }

    /** Hears nothing, for the last call of a training that was told to end. */
    private static final class Deaf implements TrainingMonitor {
        @Override
        public void alive() {}

        @Override
        public void progress(String what, long done, long total) {}

        @Override
        public void epoch(int epoch, List<MetricValue> metrics, Optional<Path> checkpoint) {}
    }
}
