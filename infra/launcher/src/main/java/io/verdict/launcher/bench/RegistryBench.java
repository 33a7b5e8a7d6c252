package io.verdict.launcher.bench;

import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Fills the registry, and asks it what people ask registries, over its read API. */
public final class RegistryBench {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;
    private static final int OK = 200;
    private static final int WARM_UP = 5;
    /** At which part of the versions the heap is looked at: a tenth, a half, all. */
    private static final int[] PARTS = {10, 2, 1};
    /** One alone leaves dead objects among the living where that is cheaper than to move these. */
    private static final int COLLECTIONS = 5;

    private final RegistryPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(7);

    /**
     * @param work directory for its data; the caller deletes it
     * @param progress told what is being measured, in words
     */
    public RegistryBench(RegistryPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    public RegistryResult run() throws StoreException, IOException, InterruptedException {
        PlatformConfig config = new PlatformConfig(new Home(work.resolve("platform")), Ports.FREE, "bench");
        try (Platform platform = Platform.startLogOnly(config, progress);
                RegistryLoad load = new RegistryLoad(platform.cluster(), clock)) {
            platform.startApps();
            platform.apps().awaitRunning();
            String api = platform.apps().readApi();
            Map<Integer, Double> heap = new LinkedHashMap<>();
            for (int model = 0; model < plan.models(); model++) {
                load.declare(model);
            }
            double seconds = 0;
            int there = 0;
            for (int part : PARTS) {
                int to = Math.max(there + 1, plan.versionsPerModel() / part);
                long begin = System.nanoTime();
                fill(load, api, there, to);
                seconds += (System.nanoTime() - begin) / 1e9;
                heap.put(to * plan.models(), heapMiB());
                there = to;
            }
            Map<String, Percentiles> millis = ask(api);
            ModelArchive all = ModelArchive.read(platform.cluster(), AsOf.now());
            millis.put(RegistryResult.AS_OF, asOf(platform, all.offset()));
            return new RegistryResult(
                    plan, load.commands(), all.facts().size(), load.commands() / seconds, heap, millis);
        }
    }

    private void fill(RegistryLoad load, String api, int from, int to) throws IOException, InterruptedException {
        progress.accept("%d versions of each of %d models".formatted(to, plan.models()));
        for (int number = from; number < to; number++) {
            for (int model = 0; model < plan.models(); model++) {
                load.register(model, number);
            }
        }
        load.flush();
        String last = "/models/%s/%s".formatted(RegistryLoad.model(plan.models() - 1), RegistryLoad.version(to - 1));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isApproved(get(api, last))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The registry has not taken its commands in within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean isApproved(HttpResponse<String> answer) {
        return answer.statusCode() == OK && answer.body().contains("\"APPROVED\"");
    }

    private Map<String, Percentiles> ask(String api) throws IOException, InterruptedException {
        progress.accept("%d times each question".formatted(plan.questions()));
        Map<String, Percentiles> millis = new LinkedHashMap<>();
        millis.put(RegistryResult.SHOW, ask(api, any -> "/models/%s/%s".formatted(model(), version())));
        millis.put(RegistryResult.SHOW_MODEL, ask(api, any -> "/models/" + model()));
        millis.put(
                RegistryResult.SEARCH,
                ask(api, any -> search("state=approved tag.team=team-%d metric.map50>=0.8".formatted(any % 10))));
        millis.put(
                RegistryResult.SEARCH_NOTHING,
                ask(api, any -> search("tag.team=team-%d metric.map50>=2".formatted(any % 10))));
        return millis;
    }

    private Percentiles ask(String api, IntFunction<String> question) throws IOException, InterruptedException {
        Histogram micros = new Histogram(LONGEST_MICROS, 3);
        for (int asked = -Math.max(WARM_UP, plan.questions() / 5); asked < plan.questions(); asked++) {
            String path = question.apply(Math.abs(asked));
            long begin = System.nanoTime();
            HttpResponse<String> answer = get(api, path);
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(path + ": " + answer.body());
            }
            if (asked >= 0) {
                micros.recordValue((System.nanoTime() - begin) / 1000);
            }
        }
        return Percentiles.ofMicros(micros);
    }

    /** One model as of some earlier fact, each time from the log. */
    private Percentiles asOf(Platform platform, long last) {
        progress.accept("as of past instants");
        Histogram micros = new Histogram(LONGEST_MICROS, 3);
        int questions = Math.max(WARM_UP, plan.questions() / 50);
        for (int asked = -WARM_UP; asked < questions; asked++) {
            AsOf moment = new AsOf(Optional.of((long) (random.nextDouble() * last)), Optional.empty());
            long begin = System.nanoTime();
            ModelArchive.read(platform.cluster(), moment, model());
            if (asked >= 0) {
                micros.recordValue((System.nanoTime() - begin) / 1000);
            }
        }
        return Percentiles.ofMicros(micros);
    }

    private String model() {
        return RegistryLoad.model(random.nextInt(plan.models()));
    }

    private String version() {
        return RegistryLoad.version(random.nextInt(plan.versionsPerModel()));
    }

    private static String search(String text) {
        return "/models?limit=50&search=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String api, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(api + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static double heapMiB() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }
}
