"""Writes predictions.json: random predictions with what scikit-learn measures on them. See README.md."""

import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.simplefilter("ignore")
BINS = 15


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def expected_calibration_error(confidence, right, weight):
    """Guo et al. 2017, equation 3: equal-width bins over (0, 1], each closed above."""
    edges = np.linspace(0, 1, BINS + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            share = weight[inside].sum() / weight.sum()
            error += share * abs(
                np.average(right[inside], weights=weight[inside])
                - np.average(confidence[inside], weights=weight[inside]))
    return error


def classification(name, seed, rows, classes, present=None, ties=False, weighted=False):
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, present or classes, rows)
    logits = generator.normal(size=(rows, classes)) + 1.2 * np.eye(classes)[truth]
    if ties:
        logits = np.round(logits)
    probability = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    weight = np.round(generator.uniform(1, 20, rows), 2) if weighted else np.ones(rows)
    said = probability.argmax(axis=1)
    everything = np.arange(classes)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, said, labels=everything, sample_weight=weight, zero_division=np.nan)
    areas = [
        number(metrics.roc_auc_score(truth == one, probability[:, one], sample_weight=weight))
        if 0 < (truth == one).sum() < rows else None
        for one in everything]
    defined = [area for area in areas if area is not None]
    return {
        "case": name, "classes": classes, "truth": truth.tolist(), "probability": probability.tolist(),
        "weight": weight.tolist(),
        "expected": {
            "accuracy": number(metrics.accuracy_score(truth, said, sample_weight=weight)),
            "macro_f1": number(metrics.f1_score(truth, said, average="macro", sample_weight=weight, zero_division=0)),
            "weighted_f1": number(
                metrics.f1_score(truth, said, average="weighted", sample_weight=weight, zero_division=0)),
            "log_loss": number(metrics.log_loss(truth, probability, labels=everything, sample_weight=weight)),
            "brier": number(metrics.brier_score_loss(
                truth, probability, labels=everything, sample_weight=weight, scale_by_half=False)),
            "ece": number(expected_calibration_error(probability.max(axis=1), said == truth, weight)),
            "roc_auc": number(np.mean(defined)) if defined else None,
        },
        "precision": [number(one) for one in precision],
        "recall": [number(one) for one in recall],
        "area": areas,
        "confusion": metrics.confusion_matrix(truth, said, labels=everything, sample_weight=weight).tolist(),
    }


def regression(name, seed, rows, weighted=False):
    generator = np.random.default_rng(seed)
    truth = np.round(generator.lognormal(3, 1, rows), 2)
    said = np.round(truth * generator.normal(1, 0.2, rows), 2)
    weight = np.round(generator.uniform(1, 9, rows), 2) if weighted else np.ones(rows)
    return {
        "case": name, "truth": truth.tolist(), "said": said.tolist(), "weight": weight.tolist(),
        "expected": {
            "mape": number(metrics.mean_absolute_percentage_error(truth, said, sample_weight=weight)),
            "rmse": number(metrics.root_mean_squared_error(truth, said, sample_weight=weight)),
            "mae": number(metrics.mean_absolute_error(truth, said, sample_weight=weight)),
        },
    }


def clustering(name, seed, rows, clusters, single=False):
    generator = np.random.default_rng(seed)
    label = generator.integers(0, clusters, rows)
    if single:
        label[0] = clusters
    points = np.round(generator.normal(size=(rows, 3)) + 2.5 * np.eye(clusters + 3)[label][:, :3], 3)
    return {
        "case": name, "points": points.tolist(), "label": label.tolist(),
        "expected": {"silhouette": number(metrics.silhouette_score(points, label))},
        "each": metrics.silhouette_samples(points, label).tolist(),
    }


def ranking(name, seed, queries, length, best):
    generator = np.random.default_rng(seed)
    grades = generator.integers(0, best + 1, (queries, length))
    grades[:, 0] = np.maximum(grades[:, 0], 1)
    grades = generator.permuted(grades, axis=1)
    # Our lists come ranked: the first is shown first.
    order = np.tile(-np.arange(length, dtype=float), (queries, 1))
    return {
        "case": name, "grades": grades.tolist(),
        "ndcg": {str(k): number(metrics.ndcg_score(grades, order, k=k)) for k in (1, 3, length)},
        "precision": {str(k): number((grades[:, :k] > 0).mean()) for k in (1, 3, length)},
    }


content = {
    "sklearn": sklearn.__version__, "numpy": np.__version__, "bins": BINS,
    "classification": [
        classification("two classes", 1, 30, 2),
        classification("five classes", 2, 40, 5),
        classification("tied probabilities", 3, 40, 3, ties=True),
        classification("a class that never is", 4, 30, 4, present=3),
        classification("one class only", 5, 12, 3, present=1),
        classification("weighted", 6, 40, 3, weighted=True),
    ],
    "regression": [regression("plain", 7, 30), regression("weighted", 8, 30, weighted=True), regression("one row", 9, 1)],
    "clustering": [
        clustering("two clusters", 10, 20, 2), clustering("four clusters", 11, 30, 4),
        clustering("one point alone", 12, 20, 2, single=True),
    ],
    "ranking": [ranking("binary", 13, 6, 5, 1), ranking("graded", 14, 8, 6, 3)],
}
with open("predictions.json", "w") as file:
    sections = []
    for key, value in content.items():
        if isinstance(value, list):
            value = "[\n" + ",\n".join(json.dumps(one) for one in value) + "\n]"
        else:
            value = json.dumps(value)
        sections.append('"%s": %s' % (key, value))
    file.write("{" + ",\n".join(sections) + "}\n")
