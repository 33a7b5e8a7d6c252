package io.verdict.launcher.scenario;

import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.GateResult;
import io.verdict.events.ModelEvent;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RunEvent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunStopped;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has become of a version of a dataset, by the facts on the log in whatever order topics were read. Pure.
 *
 * @param datasetVersion its SHA-256
 * @param stages in the order in which they follow from each other
 * @param runId the run that was asked for; null before
 * @param version the model version that the run became; null before
 * @param compared the version that it was compared with; null where none served
 * @param end null while it goes on
 */
public record Journey(
        String datasetVersion, List<Stage> stages, String runId, String version, String compared, End end) {

    public Journey {
        stages = List.copyOf(stages);
    }

    /**
     * One fact of it.
     *
     * @param where on the log, as {@code topic-partition@offset}
     */
    public record Stage(String what, String where, String detail) {}

    /** How it ended. */
    public enum End {
        /** Its version is the champion. */
        SERVES,
        /** Its version did not meet the gates. */
        HELD_BACK,
        /** There is no version: the run failed or was stopped. */
        NO_VERSION
    }

    /** The journey of a dataset version, as far as it has come. */
    static Journey of(String datasetVersion, List<LogView.Seen> log) {
        return new Reading(datasetVersion, log).journey();
    }

    /** Looks for one fact after the other. */
    private static final class Reading {
        private final String datasetVersion;
        private final List<LogView.Seen> log;
        private final List<Stage> stages = new ArrayList<>();

        Reading(String datasetVersion, List<LogView.Seen> log) {
            this.datasetVersion = datasetVersion;
            this.log = log;
        }

        private record Found<F>(F fact, String where) {}

        Journey journey() {
            find(this::publication).ifPresent(found -> stage("dataset version", found.where, rows(found.fact)));
            Optional<Found<TrainingRequest>> request = find(this::request);
            request.ifPresent(found -> stage("run asked for", found.where, causes(found.fact)));
            String runId = request.map(found -> found.fact.getRunId()).orElse(null);
            Optional<Found<VersionRegistered>> registered =
                    find(value -> model(value, VersionRegistered.class, fact -> fact.getRunId(), runId));
            registered.ifPresent(
                    found -> stage("registered", found.where, "version " + found.fact.getVersion() + ", run " + runId));
            String version = registered.map(found -> found.fact.getVersion()).orElse(null);
            Optional<Found<VersionEvaluated>> evaluated =
                    find(value -> model(value, VersionEvaluated.class, fact -> fact.getVersion(), version));
            evaluated.ifPresent(found ->
                    stage(found.fact.getPassed() ? "gates met" : "GATES NOT MET", found.where, gates(found.fact)));
            find(value -> model(value, VersionApproved.class, fact -> fact.getVersion(), version))
                    .ifPresent(found -> stage("approved", found.where, approvers(found.fact)));
            Optional<Found<String>> serves = find(value -> champion(value, version));
            serves.ifPresent(found -> stage("deployed", found.where, found.fact));
            Optional<Found<Object>> runEnd = find(value -> runEnd(value, runId));
            runEnd.ifPresent(found -> stage("run over", found.where, text(found.fact)));
            return new Journey(
                    datasetVersion,
                    stages,
                    runId,
                    version,
                    evaluated.map(found -> found.fact.getComparedVersion()).orElse(null),
                    runEnd.map(found -> end(found.fact, evaluated, serves.isPresent()))
                            .orElse(null));
        }

        private static End end(Object runEnd, Optional<Found<VersionEvaluated>> evaluated, boolean serves) {
            if (!(runEnd instanceof RunFinished) || evaluated.isEmpty()) {
                return runEnd instanceof RunFinished ? null : End.NO_VERSION;
            }
            if (serves) {
                return End.SERVES;
            }
            return evaluated.get().fact.getPassed() ? null : End.HELD_BACK;
        }

        private void stage(String what, String where, String detail) {
            stages.add(new Stage(what, where, detail));
        }

        private <F> Optional<Found<F>> find(Function<Object, Optional<F>> reading) {
            return log.stream()
                    .flatMap(seen -> reading.apply(seen.value()).map(fact -> new Found<>(fact, seen.where())).stream())
                    .findFirst();
        }

        private Optional<DatasetVersionPublished> publication(Object value) {
            return value instanceof DatasetEvent event
                            && event.getFact() instanceof DatasetVersionPublished published
                            && published.getVersion().equals(datasetVersion)
                    ? Optional.of(published)
                    : Optional.empty();
        }

        private Optional<TrainingRequest> request(Object value) {
            return value instanceof TrainingRequest request
                            && request.getRequest() instanceof TrainingRequested asked
                            && asked.getSpec()
                                    .getData()
                                    .getDataset()
                                    .getSha256()
                                    .equals(datasetVersion)
                    ? Optional.of(request)
                    : Optional.empty();
        }

        private static <F> Optional<F> model(Object value, Class<F> type, Function<F, String> key, String wanted) {
            return value instanceof ModelEvent event
                            && type.isInstance(event.getFact())
                            && wanted != null
                            && wanted.equals(key.apply(type.cast(event.getFact())))
                    ? Optional.of(type.cast(event.getFact()))
                    : Optional.empty();
        }

        private static Optional<String> champion(Object value, String version) {
            Optional<String> started = model(value, RolloutStarted.class, fact -> fact.getVersion(), version)
                    .filter(fact -> fact.getStage() == RolloutStage.FULL)
                    .map(fact -> fact.getChampion() == null
                            ? "the first that serves"
                            : "in place of version " + fact.getChampion());
            return started.or(() -> model(value, RolloutAdvanced.class, fact -> fact.getVersion(), version)
                    .filter(fact -> fact.getStage() == RolloutStage.FULL)
                    .map(RolloutAdvanced::getReason));
        }

        private static Optional<Object> runEnd(Object value, String runId) {
            if (!(value instanceof RunEvent event) || !event.getRunId().equals(runId)) {
                return Optional.empty();
            }
            Object fact = event.getFact();
            boolean isEnd = fact instanceof RunFinished || fact instanceof RunFailed || fact instanceof RunStopped;
            return isEnd ? Optional.of(fact) : Optional.empty();
        }

        private static String rows(DatasetVersionPublished version) {
            String splits = version.getSplits().stream()
                    .map(split -> split.getName() + " " + split.getImages())
                    .collect(Collectors.joining(", "));
            return version.getTable() == null
                    ? splits
                    : "%s; %d in quarantine"
                            .formatted(splits, version.getTable().getQuarantinedRows());
        }

        private static String causes(TrainingRequest request) {
            return request.getCauses().stream()
                    .map(cause -> cause.getKind().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "because of ", ", run " + request.getRunId()));
        }

        private static String gates(VersionEvaluated evaluated) {
            return evaluated.getGates().stream()
                    .sorted((one, other) -> Boolean.compare(one.getPassed(), other.getPassed()))
                    .map(GateResult::getText)
                    .collect(Collectors.joining(" "));
        }

        private static String approvers(VersionApproved approved) {
            return approved.getApprovers().isEmpty()
                    ? "by the declaration"
                    : "by " + String.join(", ", approved.getApprovers());
        }

        private static String text(Object end) {
            if (end instanceof RunFinished finished) {
                return String.format(Locale.ROOT, "finished, %.1f s of work", finished.getSeconds());
            }
            return end instanceof RunFailed failed
                    ? "FAILED: " + failed.getReason()
                    : "STOPPED: " + ((RunStopped) end).getReason();
        }
    }
}
