"""Writes coco-*.json: random detections and truths with what pycocotools measures on them. See README.md."""

import contextlib
import io
import json
import random

import numpy as np
import pycocotools
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def quarter(generator, low, high):
    """Coordinates that a 32-bit float holds exactly, so that both sides measure the same boxes."""
    return generator.randrange(int(low * 4), int(high * 4)) / 4


def box(generator, largest):
    width, height = quarter(generator, 4, largest), quarter(generator, 4, largest)
    return [quarter(generator, 0, 640), quarter(generator, 0, 480), width, height]


def near(generator, there, wobble):
    x, y, width, height = there
    return [
        x + quarter(generator, -wobble, wobble + 0.25),
        y + quarter(generator, -wobble, wobble + 0.25),
        max(1, width + quarter(generator, -wobble, wobble + 0.25)),
        max(1, height + quarter(generator, -wobble, wobble + 0.25)),
    ]


def image(generator, number, case):
    truths, detections = [], []
    if generator.random() >= case["empty"]:
        for _ in range(generator.randrange(0, case["objects"] + 1)):
            category = generator.randrange(case["classes"])
            there = box(generator, generator.choice([24, 80, 300]))
            truths.append([category, *there, 1 if generator.random() < case["crowd"] else 0])
    for category, x, y, width, height, _ in truths:
        for _ in range(generator.choice([0, 1, 1, 1, 2])):
            said = category if generator.random() < 0.9 else generator.randrange(case["classes"])
            wobble = generator.choice([0, 1, 4, 12])
            detections.append([said, score(generator, case), *near(generator, [x, y, width, height], wobble)])
    for _ in range(generator.randrange(0, case["noise"] + 1)):
        detections.append(
            [generator.randrange(case["classes"]), score(generator, case), *box(generator, generator.choice([24, 80, 300]))]
        )
    # Equal scores are ranked in the order of the list; ours has an order of its own: by x, y, width, height.
    detections.sort(key=lambda one: (one[0], -one[1], *one[2:]))
    truths.sort(key=lambda one: (one[0], *one[1:5]))
    return {"id": "%04d" % number, "truths": truths, "detections": detections}


def score(generator, case):
    return generator.randrange(1, case["scores"] + 1) / case["scores"]


def quiet(call):
    with contextlib.redirect_stdout(io.StringIO()):
        return call()


def measured(images, classes, threshold):
    annotations, results, sizes = [], [], []
    for index, one in enumerate(images):
        sizes.append({"id": index + 1, "width": 1000, "height": 1000})
        for category, x, y, width, height, crowd in one["truths"]:
            annotations.append({
                "id": len(annotations) + 1, "image_id": index + 1, "category_id": category + 1,
                "bbox": [x, y, width, height], "area": width * height, "iscrowd": crowd,
            })
        for category, confidence, x, y, width, height in one["detections"]:
            results.append({
                "image_id": index + 1, "category_id": category + 1, "bbox": [x, y, width, height], "score": confidence,
            })
    truth = COCO()
    truth.dataset = {
        "info": {}, "images": sizes, "annotations": annotations,
        "categories": [{"id": index + 1, "name": "c%d" % index} for index in range(classes)],
    }
    quiet(truth.createIndex)
    found = quiet(lambda: truth.loadRes(results))
    evaluation = COCOeval(truth, found, "bbox")
    quiet(evaluation.evaluate)
    quiet(evaluation.accumulate)
    quiet(evaluation.summarize)
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
    areas = ["all", "small", "medium", "large"]
    per_class = []
    for category in range(classes):
        right, wrong = at_threshold(evaluation, category + 1, threshold)
        per_class.append({
            "ap": {area: mean(precision[:, :, category, a, 2]) for a, area in enumerate(areas)},
            "ap50": {area: mean(precision[0, :, category, a, 2]) for a, area in enumerate(areas)},
            "ap75": mean(precision[5, :, category, 0, 2]),
            "ar": {str(most): mean(recall[:, category, 0, m]) for m, most in enumerate([1, 10, 100])},
            "right": right,
            "wrong": wrong,
        })
    names = ["map", "map50", "map75", "map:small", "map:medium", "map:large",
             "ar1", "ar10", "ar100", "ar100:small", "ar100:medium", "ar100:large"]
    summary = {name: (None if value == -1 else value) for name, value in zip(names, map(float, evaluation.stats))}
    return {"summary": summary, "classes": per_class}


def mean(values):
    values = values[values > -1]
    return float(np.mean(values)) if values.size else None


def at_threshold(evaluation, category, threshold):
    """Right and wrong detections at IoU 0.5 from a score on, as the evaluator has matched them."""
    right = wrong = 0
    for one in evaluation.evalImgs:
        if one is None or one["category_id"] != category or one["aRng"] != [0, 1e10]:
            continue
        for confidence, match, ignored in zip(one["dtScores"], one["dtMatches"][0], one["dtIgnore"][0]):
            if confidence >= threshold and not ignored:
                right, wrong = (right + 1, wrong) if match > 0 else (right, wrong + 1)
    return right, wrong


CASES = {
    "plain": dict(seed=1, images=8, classes=2, objects=4, noise=3, scores=1024, crowd=0, empty=0),
    "crowds": dict(seed=2, images=10, classes=2, objects=6, noise=6, scores=1024, crowd=0.3, empty=0.1),
    "ties": dict(seed=3, images=12, classes=3, objects=5, noise=6, scores=4, crowd=0.1, empty=0.1),
    "empty-images": dict(seed=4, images=12, classes=2, objects=3, noise=4, scores=64, crowd=0.1, empty=0.6),
    "round-recalls": dict(seed=5, images=25, classes=1, objects=6, noise=2, scores=1024, crowd=0, empty=0),
    "many-found": dict(seed=6, images=3, classes=1, objects=8, noise=400, scores=256, crowd=0.1, empty=0),
    "rare-class": dict(seed=7, images=5, classes=6, objects=2, noise=3, scores=16, crowd=0.2, empty=0.2),
    "everything-tied": dict(seed=8, images=9, classes=2, objects=4, noise=4, scores=1, crowd=0.2, empty=0.2),
}

for name, case in CASES.items():
    generator = random.Random(case["seed"])
    images = [image(generator, number, case) for number in range(case["images"])]
    if name == "round-recalls":
        # Recalls k/50 meet the sampled recalls 0.00, 0.01 … but for the last bit.
        kept = 0
        for one in images:
            one["truths"] = one["truths"][: max(0, 50 - kept)]
            kept += len(one["truths"])
        assert kept == 50, kept
    content = {
        "case": name, "pycocotools": "2.0.11", "classes": case["classes"], "threshold": 0.5,
        "images": images, "expected": measured(images, case["classes"], 0.5),
    }
    with open("coco-%s.json" % name, "w") as file:
        head, rest = json.dumps({**content, "images": []}), ",\n".join(json.dumps(one) for one in images)
        file.write(head.replace('"images": []', '"images": [\n' + rest + "\n]", 1) + "\n")
