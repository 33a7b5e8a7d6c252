package io.verdict.connectors.classifier;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingJob;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.connectors.training.TrainingException;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains classifiers of rows or of texts in this process, from dataset versions that are tables, with a checkpoint after
 * each round. It learns from the rows of {@code train}, and looks at those of {@code val} where the specification names
 * them; the test rows are taken out before the learner gets the table. Settings, seed and version decide the bytes, the
 * number of threads does not. Thread-safe.
 *
 * <p>Figures per round, all of the rows of {@code val}: {@code val.accuracy}, {@code val.macroF1}, {@code val.logLoss}.
 */
public final class ClassifierBackend implements TrainingBackend {

    private final Learner learner;
    private final StoredTables tables;

    /** A back end that is named as its learner is. */
    public ClassifierBackend(Learner learner, StoredTables tables) {
        this.learner = learner;
        this.tables = tables;
    }

    @Override
    public String name() {
        return learner.name();
    }

    @Override
    public String version() {
        return learner.version();
    }

    @Override
    public Map<String, String> environment() {
        return learner.environment();
    }

    @Override
    public Map<String, String> parameters(Map<String, String> given, int threads) {
        if (threads < 1) {
            throw new ParameterException(List.of("threads are 1 or more, not " + threads));
        }
        return learner.settings().complete(given);
    }

    @Override
    public void validate(TrainingSpec spec, Path work, TrainingMonitor monitor) throws IOException {
        if (spec.getParent() != null) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "A %s model begins with nothing learnt; leave out the parent and start a new run"
                            .formatted(name()));
        }
        GoldTable gold = table(spec);
        monitor.alive();
        if (spec.getValidation() != null && gold.part(Split.VALIDATION).isEmpty()) {
            throw new TrainingFault(
                    RunFailure.DATA, "The table has no rows in 'val' to look at; name none, or give it a share");
        }
    }

    @Override
    public Trained train(TrainingJob job, TrainingMonitor monitor) throws IOException {
        TrainingSpec spec = job.spec();
        GoldTable gold = table(spec);
        if (job.checkpoint().isPresent()) {
            Files.move(job.checkpoint().get(), learner.checkpoint(job.work()));
        }
        Learner.Setup setup = new Learner.Setup(spec.getParameters(), spec.getSeed(), spec.getThreads());
        try {
            TrainedClassifier trained = learner.training().train(setup, gold, job.work(), (done, total, validation) -> {
                monitor.progress("Training", done, total);
                Map<String, Double> figures =
                        spec.getValidation() == null ? Map.of() : claims("val.", validation.get());
                List<MetricValue> values = new ArrayList<>();
                figures.forEach((name, value) -> values.add(new MetricValue(done, 0L, name, value)));
                monitor.epoch(done, values, Optional.of(learner.checkpoint(job.work())));
                return true;
            });
            Path model = job.work().resolve("model.onnx");
            Files.write(model, trained.onnx());
            Map<String, Double> claims = new TreeMap<>(figures("train.", trained.train()));
            if (spec.getValidation() != null) {
                claims.putAll(claims("val.", trained.validation()));
            }
            return new Trained("model.onnx", model, claims);
        } catch (TrainingException e) {
            throw new TrainingFault(RunFailure.DATA, e.getMessage(), false, e);
        }
    }

    private static Map<String, Double> claims(String prefix, Optional<ClassScores> scores) {
        return scores.map(known -> figures(prefix, known)).orElse(Map.of());
    }

    private static Map<String, Double> figures(String prefix, ClassScores scores) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put(prefix + "accuracy", scores.accuracy());
        figures.put(prefix + "macroF1", scores.macroF1());
        figures.put(prefix + "logLoss", scores.logLoss());
        return figures;
    }

    /** The table without its test rows; that it has the hash of the specification is seen to by who reads it. */
    private GoldTable table(TrainingSpec spec) throws StoreException {
        try {
            demand(spec.getData(), Split.TRAIN, spec.getData());
            if (spec.getValidation() != null) {
                demand(spec.getValidation(), Split.VALIDATION, spec.getData());
            }
            GoldTable gold = tables.read(spec.getData());
            gold.classes();
            return gold.without(Split.TEST);
        } catch (TableFormatException | IllegalArgumentException e) {
            throw new TrainingFault(RunFailure.DATA, e.getMessage(), false, e);
        }
    }

    private static void demand(TrainingData named, Split split, TrainingData learntFrom) {
        TablePart part = TablePart.parse(named.getUri());
        boolean same = part.with(Split.TRAIN)
                        .equals(TablePart.parse(learntFrom.getUri()).with(Split.TRAIN))
                && named.getDataset().getSha256().equals(learntFrom.getDataset().getSha256());
        if (part.split() != split || !same) {
            throw new IllegalArgumentException(
                    "A run learns from the split 'train' of a table and looks at 'val' of the same one, not at '%s' of %s"
                            .formatted(
                                    part.split().published(), named.getDataset().getName()));
        }
    }
}
