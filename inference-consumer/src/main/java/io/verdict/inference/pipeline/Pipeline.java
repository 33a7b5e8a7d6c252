package io.verdict.inference.pipeline;

import io.verdict.events.FailureReason;
import io.verdict.inference.decide.Accepted;
import io.verdict.inference.decide.Decisions;
import io.verdict.inference.decide.Preprocessed;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.fetch.Fetching;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageFault;
import io.verdict.inference.pipeline.ImageJob.Assignment;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.session.Inference;
import io.verdict.inference.session.InferenceTask;
import io.verdict.inference.session.ServedGraph;
import io.verdict.inference.status.Stage;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.status.Telemetry.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes photos through fetch, decode and inference to their events. Each photo is answered exactly once, whatever
 * happens to it: with decisions, with a failure, or with nothing where it is no longer wanted. Its queues hold no more
 * than {@link Admission} lets in. Safe for use by many threads.
 */
public final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** So often has an object to be silent while others are not, before it is the object and not the store. */
    private static final int CONTRADICTIONS = 3;

    private final ImageFetcher fetcher;
    private final FetchPolicy policy;
    private final Preprocessing preprocessing;
    private final PhotoAnswers answers;
    private final Telemetry telemetry;
    private final Threads threads;

    public Pipeline(
            ImageFetcher fetcher,
            FetchPolicy policy,
            Preprocessing preprocessing,
            Decisions decisions,
            Publishing publishing,
            Telemetry telemetry,
            Threads threads) {
        this.fetcher = fetcher;
        this.policy = policy;
        this.preprocessing = preprocessing;
        this.answers = new PhotoAnswers(decisions, publishing, telemetry);
        this.telemetry = telemetry;
        this.threads = threads;
    }

    /**
     * Lets a photo in.
     *
     * @param plans the plans to decide by, retained; the pipeline releases them
     */
    public void submit(
            Accepted accepted, Duty duty, List<PlanInService> plans, Admission admission, Ticket<Outcome> ticket) {
        ImageJob job = new ImageJob(accepted, duty, plans, admission, ticket);
        if (job.assignments().isEmpty()) {
            job.complete();
        } else {
            threads.fetch().execute(() -> guarded(job, this::fetch));
        }
    }

    private void fetch(ImageJob job) {
        long started = System.nanoTime();
        Fetching fetching = fetcher.fetch(job.accepted().photo().getObject());
        if (fetching instanceof Fetching.Fetched fetched) {
            long micros = micros(System.nanoTime() - started);
            telemetry.record(Stage.FETCH, micros);
            threads.decode().execute(() -> guarded(job, same -> decode(same, fetched.bytes(), micros)));
        } else if (fetching instanceof Fetching.Failed failed) {
            refuse(job, failed.reason(), failed.text());
        } else if (fetching instanceof Fetching.Unavailable unavailable) {
            retry(job, unavailable.text());
        }
    }

    private void retry(ImageJob job, String finding) {
        telemetry.count(Event.STORE_RETRY);
        Duration pause = policy.pause(job.attemptFailed(fetcher::hasAnsweredSince));
        // One or two such attempts are what an outage begins and ends with.
        boolean answersOthers = job.contradicted() >= CONTRADICTIONS;
        Duration patience = answersOthers ? policy.objectPatience() : policy.patience();
        if (job.failingNanos() + pause.toNanos() > patience.toNanos()) {
            String sentence = answersOthers
                    ? "The store answered for other photos, but not for this one for %s: %s. See whether it is there and"
                            + " may be read, then publish the photo anew."
                    : "The store did not answer for %s: %s. When it does again, publish the photo anew.";
            refuse(job, FailureReason.STORE_UNAVAILABLE, sentence.formatted(patience, finding));
            return;
        }
        // Guarded twice: what the timer's thread throws, nobody hears.
        Runnable again = () -> guarded(job, same -> threads.fetch().execute(() -> guarded(same, this::fetch)));
        threads.timer().schedule(again, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void decode(ImageJob job, byte[] bytes, long fetchMicros) {
        Map<Preprocessing.Size, Preprocessed> bySize = new HashMap<>();
        for (Assignment assignment : job.assignments()) {
            Preprocessing.Size size = size(assignment);
            if (bySize.containsKey(size)) {
                continue;
            }
            Preprocessing.Result result = preprocessing.process(bytes, size, fetchMicros);
            if (result.decoding() instanceof Decoding.Refused refused) {
                refuse(job, reason(refused.fault()), "%s. Upload an intact JPEG or PNG.".formatted(refused.finding()));
                return;
            }
            telemetry.record(Stage.DECODE, result.preprocessed().decodeMicros());
            bySize.put(size, result.preprocessed());
        }
        switch (job.duty()) {
            case DECIDE ->
                answers.features(job, bySize.get(size(job.assignments().get(0))));
            case SHADOW, PREDICT, PREDICT_SHADOW -> {
                // Whoever decides measures.
            }
        }
        for (Assignment assignment : job.assignments()) {
            Preprocessed preprocessed = bySize.get(size(assignment));
            assignment
                    .arm()
                    .model()
                    .submit(new InferenceTask(
                            preprocessed.image().input(),
                            System.nanoTime(),
                            job::isCancelled,
                            inference -> decide(job, assignment, preprocessed, inference)));
        }
    }

    /** On the model's thread. */
    private void decide(ImageJob job, Assignment assignment, Preprocessed preprocessed, Inference inference) {
        try {
            if (inference instanceof Inference.Inferred inferred) {
                answers.decided(job, assignment, preprocessed, inferred);
            } else if (inference instanceof Inference.Failed failed) {
                answers.failed(job, assignment, failed.reason(), failed.text());
            }
        } catch (RuntimeException | Error e) {
            job.breakOff(e);
        } finally {
            job.assignmentDone();
        }
    }

    private void refuse(ImageJob job, FailureReason reason, String text) {
        answers.refused(job, reason, text);
        job.withdraw();
        job.complete();
    }

    /** Runs a stage before inference so that the photo is answered whatever the stage does. */
    private void guarded(ImageJob job, Consumer<ImageJob> stage) {
        if (job.isCancelled()) {
            job.withdraw();
            job.complete();
            return;
        }
        try {
            answered(job, stage);
        } catch (RuntimeException | Error e) {
            job.breakOff(e);
            job.withdraw();
            job.complete();
        }
    }

    private void answered(ImageJob job, Consumer<ImageJob> stage) {
        try {
            stage.accept(job);
        } catch (OutOfMemoryError e) {
            refuse(
                    job,
                    FailureReason.OUT_OF_MEMORY,
                    "Preparing the photo ran out of memory: %s. Give the process more.".formatted(e.getMessage()));
        } catch (RuntimeException | Error e) {
            if (PlatformFault.isOne(e)) {
                throw e;
            }
            LOG.error("Unexpected failure on photo {}", job.accepted().photo().getImageId(), e);
            refuse(
                    job,
                    FailureReason.UNKNOWN,
                    "Preparing the photo failed unexpectedly: %s. Report it with the log.".formatted(e));
        }
    }

    private static Preprocessing.Size size(Assignment assignment) {
        // What decides on photos is loaded as a detector or not at all.
        DetectorSpec spec = ((ServedGraph.Detector) assignment.arm().model().graph()).spec();
        return new Preprocessing.Size(spec.inputWidth(), spec.inputHeight());
    }

    private static FailureReason reason(ImageFault fault) {
        return switch (fault) {
            case EMPTY -> FailureReason.EMPTY_IMAGE;
            case UNSUPPORTED_FORMAT, UNSUPPORTED_ENCODING -> FailureReason.UNSUPPORTED_FORMAT;
            case CORRUPT_IMAGE -> FailureReason.CORRUPT_IMAGE;
            case TOO_MANY_PIXELS -> FailureReason.TOO_MANY_PIXELS;
            case OUT_OF_MEMORY -> FailureReason.OUT_OF_MEMORY;
        };
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
