package io.verdict.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.datasets.DifferenceHash;
import io.verdict.launcher.bench.LabelsProgram.Did;
import io.verdict.launcher.bench.LabelsProgram.Work;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * From label events to a dataset version in a small heap, beside a bare consumer that only reads them, in the same heap.
 *
 * <p>The benchmark writes the facts of the labels app itself; the publication is the command's own, in a process of its
 * own, over pictures of 9 × 8 pixels that are drawn when they are asked for. What fetching and decoding real photos adds
 * is measured apart.
 */
public final class LabelsBench {

    private static final int PHOTOS = 12;

    private final LabelsPlan plan;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * @param work directory for its data; the caller deletes it
     * @param progress told what is being measured, in words
     */
    public LabelsBench(LabelsPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    public LabelsResult run() throws IOException, InterruptedException {
        List<LabelsResult.Row> rows = new ArrayList<>();
        try (Platform log = Platform.startLogOnly(
                        new PlatformConfig(new Home(work.resolve("platform")), Ports.FREE, "bench"), progress);
                ReplayHistory history =
                        new ReplayHistory(List.of(Topics.LABELS), SampleLabels::events, log.cluster())) {
            for (int events : plan.events()) {
                progress.accept("%,d label events".formatted(events));
                history.growTo(events);
                rows.add(row(events, log.cluster()));
            }
        }
        progress.accept("fetching and decoding real photos");
        return new LabelsResult(plan, rows, photoMillis());
    }

    private LabelsResult.Row row(int events, ClusterConfig cluster) throws IOException, InterruptedException {
        Did read = in(Work.READ, cluster);
        require("events read", events, read.count());
        Did labels = in(Work.LABELS, cluster);
        require("photos whose labels hold", SampleLabels.approved(events / SampleLabels.PER_PHOTO), labels.count());
        Did first = in(Work.PUBLISH, cluster);
        Did second = in(Work.LOOK, cluster);
        require("photos in the version or left out", labels.count(), first.count());
        return new LabelsResult.Row(events, read, labels, first, second);
    }

    private static void require(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("%s: %,d, and it should be %,d".formatted(what, found, expected));
        }
    }

    private Did in(Work what, ClusterConfig cluster) throws IOException, InterruptedException {
        progress.accept("  " + what.word());
        Path folder = Files.createDirectories(work.resolve("publish"));
        Path log = folder.resolve(what.word() + ".log");
        Path out = folder.resolve(what.word() + ".json");
        Path store = work.resolve("objects");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + plan.heapMib() + "m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                LabelsProgram.class.getName(),
                what.name(),
                cluster.bootstrap(),
                cluster.registry(),
                store.toUri().toString(),
                folder.resolve("scratch").toString());
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("The process that was to %s in %d MiB has ended with code %d: %s"
                        .formatted(what.word(), plan.heapMib(), code, Files.readString(log)));
            }
        } finally {
            process.destroyForcibly();
        }
        String json = Files.readString(out, StandardCharsets.UTF_8);
        return new ObjectMapper().readValue(json.substring(json.lastIndexOf("{\"seconds\"")), Did.class);
    }

    /** Milliseconds of one processor that a photo of 1600 × 1200 pixels takes: read from a file, hashed, decoded. */
    private double photoMillis() throws IOException {
        List<Path> files = new ArrayList<>();
        Path folder = Files.createDirectories(work.resolve("photos"));
        for (byte[] photo : StoredPhotos.draw(PHOTOS)) {
            files.add(Files.write(folder.resolve(files.size() + ".jpg"), photo));
        }
        // Once to warm up.
        hash(files);
        long begin = System.nanoTime();
        hash(files);
        return (System.nanoTime() - begin) / 1e6 / PHOTOS;
    }

    private static void hash(List<Path> files) throws IOException {
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (DifferenceHash.of(bytes).isEmpty()) {
                throw new IllegalStateException(file + " is no photo");
            }
        }
    }
}
