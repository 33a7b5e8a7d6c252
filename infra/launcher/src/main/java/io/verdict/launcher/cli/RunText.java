package io.verdict.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.avro.AvroJson;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.StepState;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStopped;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** A run in words, and as an object for scripts. */
final class RunText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunText() {}

    /** One line. */
    static String line(RunHistory run) {
        TrainingSpec spec = run.started().orElseThrow().getSpec();
        return "%s  %s  %s by %s  %s%s"
                .formatted(
                        run.runId(),
                        run.status().text(),
                        spec.getModel(),
                        spec.getTrainer(),
                        run.startedAt().orElseThrow(),
                        run.checkpoint()
                                .map(saved -> "  epoch " + saved.getEpoch())
                                .orElse(""));
    }

    /** All that a person may want to know. */
    static List<String> lines(RunHistory run) {
        RunStarted started = run.started().orElseThrow();
        TrainingSpec spec = started.getSpec();
        List<String> lines = new ArrayList<>(List.of(line(run)));
        lines.add("  data %s, SHA-256 %s"
                .formatted(
                        spec.getData().getDataset().getName(),
                        spec.getData().getDataset().getSha256()));
        if (spec.getParent() != null) {
            lines.add("  goes on from run " + spec.getParent().getRunId());
        }
        if (started.getRepeatOf() != null) {
            lines.add("  repeats " + started.getRepeatOf());
        }
        if (started.getTrialOf() != null) {
            lines.add("  trial %d of %s"
                    .formatted(
                            started.getTrialOf().getNumber(),
                            started.getTrialOf().getRunId()));
        }
        lines.add("  seed %d, %d threads, %s"
                .formatted(spec.getSeed(), spec.getThreads(), new TreeMap<>(spec.getParameters())));
        lines.add("  by %s %s, commit %s, asked for by %s"
                .formatted(
                        spec.getTrainer(),
                        started.getSetting().getTrainerVersion(),
                        started.getSetting().getCodeCommit() == null
                                ? "unknown"
                                : started.getSetting().getCodeCommit(),
                        started.getAuthor()));
        for (StepState step : run.stepsInOrder()) {
            lines.add("  step %s: %s, attempt %d"
                    .formatted(step.name(), step.phase().name().toLowerCase(Locale.ROOT), step.attempt()));
        }
        run.artifacts().forEach((name, object) -> lines.add("  %s  SHA-256 %s".formatted(name, object.getSha256())));
        run.end().ifPresent(end -> lines.add("  " + end(end)));
        return lines;
    }

    private static String end(Object end) {
        if (end instanceof RunFinished finished) {
            return "finished after %.1f s, %s %s; the trainer claims %s"
                    .formatted(
                            finished.getSeconds(),
                            finished.getCost().toPlainString(),
                            finished.getCurrency(),
                            new TreeMap<>(finished.getClaims()));
        }
        if (end instanceof RunFailed failed) {
            return "failed in %s after %.1f s, %s %s: %s"
                    .formatted(
                            failed.getStep(),
                            failed.getSeconds(),
                            failed.getCost().toPlainString(),
                            failed.getCurrency(),
                            failed.getReason());
        }
        RunStopped stopped = (RunStopped) end;
        return "stopped after %.1f s, %s %s: %s"
                .formatted(
                        stopped.getSeconds(),
                        stopped.getCost().toPlainString(),
                        stopped.getCurrency(),
                        stopped.getReason());
    }

    /** The same for scripts. */
    static Map<String, Object> object(RunHistory run) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("run", run.runId());
        object.put("status", run.status().text());
        object.put("started", json(run.started().orElseThrow()));
        object.put("startedAt", run.startedAt().orElseThrow().toString());
        object.put("lastAt", run.lastAt().orElseThrow().toString());
        object.put("resumptions", run.resumptions());
        object.put("checkpoint", run.checkpoint().map(RunText::json).orElse(null));
        object.put("steps", run.stepsInOrder().stream().map(RunText::object).toList());
        Map<String, JsonNode> artifacts = new LinkedHashMap<>();
        run.artifacts().forEach((name, stored) -> artifacts.put(name, json(stored)));
        object.put("artifacts", artifacts);
        object.put("metrics", run.metrics().stream().map(RunText::json).toList());
        object.put("end", run.end().map(end -> json((SpecificRecord) end)).orElse(null));
        return object;
    }

    private static Map<String, Object> object(StepState step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", step.name());
        object.put("phase", step.phase().name().toLowerCase(Locale.ROOT));
        object.put("attempt", step.attempt());
        object.put("inputs", step.inputs().stream().map(RunText::json).toList());
        object.put("outputs", step.outputs().stream().map(RunText::json).toList());
        return object;
    }

    private static JsonNode json(SpecificRecord event) {
        try {
            return JSON.readTree(AvroJson.toJson(event));
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that was written cannot be read", e);
        }
    }
}
