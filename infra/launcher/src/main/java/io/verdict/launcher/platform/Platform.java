package io.verdict.launcher.platform;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.inference.InferenceConfig;
import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.route.ModelRoutes;
import io.verdict.launcher.access.OwnerOnly;
import io.verdict.launcher.access.RoleSecrets;
import io.verdict.stack.Stack;
import io.verdict.stack.StackConfig;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The whole platform in one process: broker, registry, topics, shipped model, apps and consumer, started in the order in
 * which they need each other and stopped in the reverse.
 *
 * <p>Safe to start on a data directory after any end of the previous one. {@link #close()} may be called from any
 * thread, once.
 */
public final class Platform implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PlatformConfig config;
    private final Consumer<String> progress;
    private Optional<RoleSecrets> secrets = Optional.empty();
    private Stack stack;
    private ObjectStore store;
    private Apps apps;
    private Decider decider;

    private Platform(PlatformConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    /**
     * Starts everything and returns when photos can be published and decided on.
     *
     * @param progress told what is being started, in words
     * @throws PlatformException saying which part did not start and what to do; what had started is stopped again
     */
    public static Platform start(PlatformConfig config, Consumer<String> progress) {
        Platform platform = new Platform(config, progress);
        try {
            platform.startLog();
            platform.startApps();
            platform.startDecider();
            platform.apps.awaitRunning();
            return platform;
        } catch (LinkageError e) {
            // A native library that does not load; uncaught, it would leave the broker running and the process with it.
            throw platform.abandoned(
                    new PlatformException("A part does not load here: " + e + ". See: infra/verdict doctor", e));
        } catch (RuntimeException | StoreException | InterruptedException e) {
            throw platform.abandoned(e);
        }
    }

    /** Broker, registry and topics only, for benchmarks that bring their own apps. */
    public static Platform startLogOnly(PlatformConfig config, Consumer<String> progress) {
        Platform platform = new Platform(config, progress);
        try {
            platform.startLog();
            return platform;
        } catch (RuntimeException | StoreException | InterruptedException e) {
            throw platform.abandoned(e);
        }
    }

    /** Where broker and registry are; gets in only where access is not controlled. */
    public ClusterConfig cluster() {
        return ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
    }

    /** The cluster as a role sees it. */
    public ClusterConfig cluster(Role role) {
        return secrets.map(known -> known.as(role, cluster())).orElseGet(this::cluster);
    }

    public ObjectStore store() {
        return store;
    }

    public Apps apps() {
        return apps;
    }

    public Decider decider() {
        return decider;
    }

    public Endpoints endpoints() {
        return new Endpoints(
                stack.bootstrap(),
                stack.registryUrl(),
                config.home().objects().toUri().toString(),
                apps == null ? "" : apps.readApi(),
                secrets.isPresent() ? config.home().secrets().toString() : "",
                ProcessHandle.current().pid());
    }

    /** Broker, registry, topics and running apps, for who brings models of their own. */
    public static Platform startWithoutModel(PlatformConfig config, Consumer<String> progress) {
        Platform platform = startLogOnly(config, progress);
        try {
            platform.startApps();
            platform.apps.awaitRunning();
            return platform;
        } catch (RuntimeException | InterruptedException e) {
            throw platform.abandoned(e);
        }
    }

    /** Starts the Streams apps and the read API. */
    public void startApps() {
        apps = own(Apps.start(
                this::cluster, config.home(), config.rules(), config.ports().readApi()));
        progress.accept("apps: " + String.join(", ", apps.names()));
    }

    /** Has the registry bring the shipped model into service where the model is not declared yet, and starts the consumer. */
    public void startDecider() throws StoreException, InterruptedException {
        progress.accept("model and consumer");
        startDecider(Set.of(bringShippedModel()));
    }

    /** Has the registry bring the shipped model into service where the model is not declared yet; its name. */
    public String bringShippedModel() throws StoreException {
        ShippedModel model = ShippedModel.load();
        new ShippedRegistration(cluster(Role.REGISTRY_GATEWAY), store, Clock.systemUTC()).serveIfNothingIs(model);
        return model.spec().name();
    }

    /**
     * Starts the consumer with other models.
     *
     * @param models those that decide on every photo, or on those of the sources that are named with them
     *     ({@link io.verdict.inference.route.ModelRoutes}); each needs a version in service
     */
    public void startDecider(Set<String> models) throws InterruptedException {
        InferenceConfig inference = InferenceConfig.of(
                        cluster(Role.INFERENCE_CONSUMER), Membership.of(config.instance()), models)
                .withProviders(
                        config.accelerator().providers(), config.accelerator().device());
        decider = own(Decider.start(inference, store));
        decider.awaitServing(READY_TIMEOUT);
        progress.accept("deciding with " + decider.provider());
    }

    /**
     * Starts the consumer for questions about rows and texts alone, and returns at once: whether they are answered is decided
     * by what is in service.
     */
    public void startPredictions() {
        InferenceConfig inference = InferenceConfig.of(
                        cluster(Role.INFERENCE_CONSUMER), Membership.of(config.instance()), ModelRoutes.NONE)
                .withProviders(
                        config.accelerator().providers(), config.accelerator().device())
                .withoutShadow();
        decider = own(Decider.start(inference, store));
    }

    /** Stops the consumer and leaves the rest running. */
    public void stopDecider() {
        parts.remove(decider);
        decider.close();
    }

    /** What has ended by itself without that anybody waits for it, a sentence each; the rest goes on. */
    public List<String> losses() {
        return Optional.ofNullable(decider).map(Decider::losses).orElse(List.of());
    }

    /** What has made a part end by itself, if one has; the platform then needs a restart. */
    public Optional<String> fault() {
        if (!stack.registry().isRunning()) {
            return Optional.of("The schema registry has ended.");
        }
        return Optional.ofNullable(apps).flatMap(Apps::fault).or(() -> Optional.ofNullable(decider)
                .flatMap(Decider::fault));
    }

    /**
     * Stops every part, also where one does not stop cleanly.
     *
     * @throws PlatformException naming what did not stop, when all have been asked to
     */
    @Override
    public void close() {
        PlatformException failure = null;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                failure = failure == null
                        ? new PlatformException(
                                part.getClass().getSimpleName() + " did not stop cleanly: " + e.getMessage(), e)
                        : failure;
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Stops what had started, and gives back why the rest did not. */
    private RuntimeException abandoned(Exception cause) {
        RuntimeException reason = asUnchecked(cause);
        try {
            close();
        } catch (PlatformException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private void startLog() throws StoreException, InterruptedException {
        try {
            Files.createDirectories(config.home().root());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the data directory " + config.home().root(), e);
        }
        if (config.secure()) {
            secrets = Optional.of(RoleSecrets.in(config.home().secrets()));
            // What access rules keep from others must not lie open beside them.
            OwnerOnly.folder(config.home().broker());
            OwnerOnly.folder(config.home().state());
        }
        progress.accept("broker and schema registry");
        stack = own(Stack.start(stackConfig()));
        progress.accept("topics and schemas");
        applyTopics();
        store = own(ObjectStores.open(config.home().objects().toUri().toString(), StoreOptions.defaults()));
    }

    private StackConfig stackConfig() {
        Ports ports = config.ports();
        StackConfig open = StackConfig.in(config.home().root()).withPorts(ports.broker(), 0, ports.registry());
        return secrets.map(known -> open.withAccessControl(known.accessControl()))
                .orElse(open);
    }

    private void applyTopics() throws InterruptedException {
        ClusterConfig asAdministrator =
                secrets.map(known -> known.administration(cluster())).orElseGet(this::cluster);
        PreparedCluster.bring(asAdministrator, secrets.isPresent()).ifPresent(progress);
    }

    private static RuntimeException asUnchecked(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e instanceof RuntimeException known ? known : new PlatformException(e.getMessage(), e);
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }
}
