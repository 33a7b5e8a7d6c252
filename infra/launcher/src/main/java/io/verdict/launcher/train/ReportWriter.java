package io.verdict.launcher.train;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.training.TrainingConfig;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.evaluation.AreaRange;
import io.verdict.inference.evaluation.CocoEvaluator;
import io.verdict.inference.evaluation.EvaluatedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts a build's numbers together. */
record ReportWriter(DetectorRecipe recipe, PhotoSets photos, DetectorSpec spec) {
    /** The photos are 1600 pixels wide where COCO's are 640. */
    private static final double WIDER = 2.5;

    DetectorReport report(
            long parameters,
            List<TrainingHistory.Line> course,
            List<EvaluatedImage> validation,
            List<EvaluatedImage> test) {
        CocoEvaluator evaluator = new CocoEvaluator(spec.classes(), spec.scoreThreshold());
        Map<String, Scores> sizes = new LinkedHashMap<>();
        for (AreaRange range : List.of(AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE)) {
            sizes.put(range.name(), Scores.of(evaluator.evaluate(test, range.scaled(WIDER))));
        }
        Map<String, Map<String, Scores>> slices = new LinkedHashMap<>();
        for (String attribute : List.of("brightness", "setting", "panel")) {
            slices.put(attribute, Scores.of(evaluator.slices(test, attribute)));
        }
        return new DetectorReport(
                spec,
                parameters,
                data(),
                training(course),
                machine(),
                Scores.of(evaluator.evaluate(validation)),
                Scores.of(evaluator.evaluate(test)),
                sizes,
                slices);
    }

    private Map<String, DetectorReport.DataSet> data() {
        Map<String, DetectorReport.DataSet> data = new LinkedHashMap<>();
        data.put("train", set(photos.train()));
        data.put("validation", set(photos.validation()));
        data.put("test", set(photos.test()));
        return data;
    }

    private static DetectorReport.DataSet set(PhotoSet photos) {
        return new DetectorReport.DataSet(
                photos.entries().size(),
                photos.entries().stream()
                        .mapToInt(entry -> entry.damages().size())
                        .sum(),
                photos.entries().get(0).seed(),
                PhotoSets.hash(photos));
    }

    private DetectorReport.Training training(List<TrainingHistory.Line> course) {
        TrainingConfig config = recipe.training();
        double seconds =
                course.stream().mapToDouble(TrainingHistory.Line::seconds).sum();
        return new DetectorReport.Training(
                config.epochs(),
                config.closeUps(),
                config.batch(),
                config.peakRate(),
                config.decay(),
                config.seed(),
                config.shards(),
                Math.round(seconds / 6) / 10.0,
                course);
    }

    private static DetectorReport.Machine machine() {
        return new DetectorReport.Machine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("java.specification.version"));
    }

    /** The processor's name where the system tells it. */
    private static String processor() {
        Path information = Path.of("/proc/cpuinfo");
        if (Files.isReadable(information)) {
            try (Stream<String> lines = Files.lines(information)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .orElse("unknown");
            } catch (IOException e) {
                return "unknown";
            }
        }
        return "unknown";
    }
}
