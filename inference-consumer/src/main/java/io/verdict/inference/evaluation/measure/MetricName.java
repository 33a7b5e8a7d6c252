package io.verdict.inference.evaluation.measure;

import java.util.Arrays;
import java.util.Locale;

/** Every metric that evaluations report, as gates name it. The table in {@code infra/docs/metrics.md} is made from it. */
public enum MetricName {
    MAP(
            Task.DETECTION,
            Better.HIGHER,
            "0 to 1",
            "Mean of `ap` over the classes that have objects (COCO: Lin et al. 2014; agrees with pycocotools)."),
    MAP50(Task.DETECTION, Better.HIGHER, "0 to 1", "The same at IoU 0.5."),
    MAP75(Task.DETECTION, Better.HIGHER, "0 to 1", "The same at IoU 0.75."),
    AP(
            Task.DETECTION,
            Better.HIGHER,
            "0 to 1",
            "Average precision of a class at 101 recalls, mean over IoU 0.50, 0.55 … 0.95, at most 100 finds per photo."),
    AP50(Task.DETECTION, Better.HIGHER, "0 to 1", "Average precision of a class at IoU 0.5."),
    AR1(
            Task.DETECTION,
            Better.HIGHER,
            "0 to 1",
            "Recall with the strongest find per photo and class, mean over the IoUs."),
    AR10(Task.DETECTION, Better.HIGHER, "0 to 1", "The same with 10 finds."),
    AR100(Task.DETECTION, Better.HIGHER, "0 to 1", "The same with 100 finds."),
    ACCURACY(Task.CLASSIFICATION, Better.HIGHER, "0 to 1", "Share of examples that got their class."),
    PRECISION(
            Task.BOTH,
            Better.HIGHER,
            "0 to 1",
            "Share of what was found that is right. Detection: at the serving threshold and IoU 0.5, all classes together"
                    + " or one. Classification: of one class."),
    RECALL(Task.BOTH, Better.HIGHER, "0 to 1", "Share of what is there that was found; as `precision`."),
    F1(Task.BOTH, Better.HIGHER, "0 to 1", "Harmonic mean of `precision` and `recall`; 0 where nothing is right."),
    MACRO_F1(
            Task.CLASSIFICATION,
            Better.HIGHER,
            "0 to 1",
            "Mean of `f1` over the classes that occur or were answered (as scikit-learn)."),
    WEIGHTED_F1(Task.CLASSIFICATION, Better.HIGHER, "0 to 1", "The same, each class weighted by how often it occurs."),
    REFUSED(
            Task.CLASSIFICATION,
            Better.LOWER,
            "0 to 1",
            "Share of examples that the model does not take by its own contract, so that it gives no answer. They count as"
                    + " wrong, with a probability of 0 for every class; `ece` and `roc_auc` leave them out."),
    LOG_LOSS(
            Task.CLASSIFICATION,
            Better.LOWER,
            "0 or more",
            "Mean of −ln of the true class's probability, which counts as at least 2.2e-16."),
    BRIER(
            Task.CLASSIFICATION,
            Better.LOWER,
            "0 to 2",
            "Mean squared distance of the probabilities from the truth, summed over all classes (Brier 1950)."),
    ECE(
            Task.CLASSIFICATION,
            Better.LOWER,
            "0 to 1",
            "Expected calibration error: distance of confidence from accuracy over 15 bins of equal width (Guo et al."
                    + " 2017)."),
    ROC_AUC(
            Task.CLASSIFICATION,
            Better.HIGHER,
            "0 to 1",
            "Area under the ROC curve of a class against the rest; without a class, the mean over those that have both."),
    MAPE(
            Task.REGRESSION,
            Better.LOWER,
            "0 or more, 1 is 100 %",
            "Mean of |answer − truth| / |truth|. Examples whose truth is 0 are left out; their number is in the report."),
    RMSE(Task.REGRESSION, Better.LOWER, "0 or more, in the target's unit", "Root of the mean squared error."),
    MAE(Task.REGRESSION, Better.LOWER, "0 or more, in the target's unit", "Mean absolute error."),
    SILHOUETTE(
            Task.CLUSTERING,
            Better.HIGHER,
            "−1 to 1",
            "Mean silhouette with Euclidean distance (Rousseeuw 1987), 0 for a point alone in its cluster. Exact up to a"
                    + " number of points, beyond on a seeded sample of that many; the report says which."),
    CTR(Task.RANKING, Better.HIGHER, "0 to 1", "Clicks over impressions."),
    PRECISION_AT_K(
            Task.RANKING,
            Better.HIGHER,
            "0 to 1",
            "Relevant items among the first k, over k, also where fewer were listed. k is the slice's part, `k=10`."),
    NDCG(
            Task.RANKING,
            Better.HIGHER,
            "0 to 1",
            "Discounted gain of the first k over that of the best order, gain = grade (Järvelin and Kekäläinen 2002)."
                    + " Lists without a relevant item are left out. k as above.");

    /** What kind of model it is about. */
    public enum Task {
        DETECTION,
        CLASSIFICATION,
        BOTH,
        REGRESSION,
        CLUSTERING,
        RANKING
    }

    /** On which side good models lie. */
    public enum Better {
        HIGHER,
        LOWER
    }

    private final Task task;
    private final Better better;
    private final String range;
    private final String meaning;

    MetricName(Task task, Better better, String range, String meaning) {
        this.task = task;
        this.better = better;
        this.range = range;
        this.meaning = meaning;
    }

    /** As measurements and gates write it: {@code map50}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Task task() {
        return task;
    }

    public Better better() {
        return better;
    }

    /** The table of all of them, in Markdown. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| metric | of | better | range | meaning |\n|---|---|---|---|---|\n");
        Arrays.stream(values())
                .map(one -> "| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                one.text(),
                                one.task == Task.BOTH
                                        ? "detection, classification"
                                        : one.task.name().toLowerCase(Locale.ROOT),
                                one.better.name().toLowerCase(Locale.ROOT),
                                one.range,
                                one.meaning))
                .forEach(row -> table.append(row.replace(System.lineSeparator(), "\n")));
        return table.toString();
    }
}
