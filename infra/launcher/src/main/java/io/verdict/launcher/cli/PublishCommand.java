package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.BatchListener;
import io.verdict.connectors.ingest.BatchRequest;
import io.verdict.connectors.ingest.BatchSummary;
import io.verdict.connectors.ingest.FileFailure;
import io.verdict.connectors.ingest.FileOutcome;
import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish PATH…}: measures photos, stores their bytes, and appends the facts to the log. */
@Command(
        name = "publish",
        description =
                "Publish photos: files, and folders with what they hold. Run it again after an interruption: what is"
                        + " a fact already is not published twice.",
        mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    List<Path> paths;

    @Option(names = "--listing", required = true, paramLabel = "ID", description = "Listing that the photos belong to.")
    String listing;

    @Option(names = "--uploader", required = true, paramLabel = "NAME", description = "Who uploads them.")
    String uploader;

    @Option(
            names = "--region",
            defaultValue = "local",
            paramLabel = "REGION",
            description = "Region of the upload, for example ap-south-1. Default: ${DEFAULT-VALUE}.")
    String region;

    @Option(
            names = "--source",
            defaultValue = "batch",
            paramLabel = "NAME",
            description = "Where they come from; curation thresholds may differ per source. Default: ${DEFAULT-VALUE}.")
    String source;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Remembers what has been published. Default: one per cluster, in the data directory.")
    Path journal;

    @Option(names = "--json", description = "The summary as one JSON object.")
    boolean json;

    PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UploadException, StoreException, InterruptedException {
        UploadDetails details = Names.parsed("upload", () -> new UploadDetails(listing, uploader, source, region));
        try (ObjectStore objects = store.open(cluster);
                Producer producer = Producer.open(cluster.cluster(), objects, ProducerOptions.defaults())) {
            BatchSummary summary = publish(producer, BatchRequest.of(paths, details, journal(producer)));
            show(summary);
            return summary.complete() ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    /** One journal per cluster, as what is a fact on one is none on another. */
    private Path journal(Producer producer) {
        return journal == null
                ? cluster.home().root().resolve("publish-" + producer.clusterId() + ".journal")
                : journal;
    }

    private BatchSummary publish(Producer producer, BatchRequest batch) throws UploadException, InterruptedException {
        try (Progress progress = new Progress(console)) {
            return producer.publishAll(batch, progress);
        }
    }

    private void show(BatchSummary summary) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("found", summary.found());
            values.put("published", summary.published());
            values.put("alreadyPublished", summary.alreadyPublished());
            values.put(
                    "failed",
                    summary.failed().stream().map(PublishCommand::failure).toList());
            values.put("notTried", summary.notTried());
            values.put("skipped", summary.skipped());
            values.put("bytes", summary.bytes());
            values.put("seconds", summary.elapsed().toMillis() / 1000.0);
            summary.stoppedBy().ifPresent(trouble -> values.put("stoppedBy", trouble.message()));
            console.json(values);
            return;
        }
        console.print("%d published, %d published before, %d failed, %d not tried, %d skipped; %.1f MB in %.1f s"
                .formatted(
                        summary.published(),
                        summary.alreadyPublished(),
                        summary.failed().size(),
                        summary.notTried(),
                        summary.skipped(),
                        summary.bytes() / 1e6,
                        summary.elapsed().toMillis() / 1e3));
        summary.failed()
                .forEach(failure -> console.print(
                        "  " + failure.path() + ": " + failure.failure().message()));
        summary.stoppedBy()
                .ifPresent(trouble ->
                        console.print("Stopped: " + trouble.message() + " Run the same command again to go on."));
    }

    private static Map<String, String> failure(FileFailure failure) {
        return Map.of(
                "path",
                failure.path().toString(),
                "reason",
                failure.failure().reason().name(),
                "text",
                failure.failure().message());
    }

    /** A bar on the terminal; nothing where nobody watches. */
    private static final class Progress implements BatchListener, AutoCloseable {

        private final ProgressBar bar;

        Progress(Console console) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName("publish")
                    .setUnit(" photos", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setInitialMax(0)
                    .showSpeed();
            bar = console.terminal() ? builder.build() : null;
        }

        @Override
        public void found(long files) {
            if (bar != null) {
                bar.maxHint(files);
            }
        }

        @Override
        public void done(FileOutcome outcome) {
            if (bar != null) {
                bar.step();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
