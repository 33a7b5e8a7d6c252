package io.verdict.launcher.train;

import java.util.Locale;
import java.util.Map;

/** The card that goes with a detector: what it is for, what it learnt from, how good it is, and where that ends. */
record ModelCard(DetectorReport report) {

    String markdown() {
        StringBuilder card = new StringBuilder();
        card.append(
                "# %s %s%n%n".formatted(report.model().name(), report.model().version()));
        card.append(String.format(
                Locale.ROOT,
                """
                Finds scratches and dents in photos of car panels. **Trained by us, from scratch, on synthetic photos that \
                we drew. The accuracy below holds for such photos only; nothing is known about real ones.** It serves the \
                demo, the tests and the benchmarks. Do not price cars with it.

                - Graph: `model.onnx`, SHA-256 `%s`, %,d parameters.
                - Input: unsigned bytes (N, %d, %d, 3), RGB; scaling is in the graph. Output: (N, 100, 6) rows of x1, y1, \
                x2, y2, score, class in model pixels.
                - Classes: %s. A detection is shown from score %.2f, chosen on the validation photos.
                """,
                report.model().sha256(),
                report.parameters(),
                report.model().inputHeight(),
                report.model().inputWidth(),
                String.join(", ", report.model().classes()),
                report.model().scoreThreshold()));
        data(card);
        training(card);
        results(card);
        limits(card);
        return card.toString();
    }

    private void data(StringBuilder card) {
        card.append(
                "\n## Data\n\nDrawn by the studio in `connectors` (car panels as lit height fields). Boxes are exact by"
                        + " construction. The seed ranges are apart, and the test photos were used for nothing but the numbers"
                        + " below.\n\n| set | photos | objects | first seed | SHA-256 over the photos' hashes |\n"
                        + "|---|---:|---:|---:|---|\n");
        report.data()
                .forEach((name, set) -> card.append("| %s | %d | %d | %d | `%s` |%n"
                        .formatted(name, set.photos(), set.objects(), set.firstSeed(), set.sha256())));
    }

    private void training(StringBuilder card) {
        DetectorReport.Training training = report.training();
        card.append(String.format(
                Locale.ROOT,
                "%n## Training%n%n%d epochs, the first %d on cut-outs and the rest on whole photos; batches of %d in %d"
                        + " parts; AdamW, rate %s, weight decay %s; seed %d. %.0f minutes on %d processors (%s)."
                        + " `infra/verdict train-detector` does it all again. A test holds that the same photos, settings,"
                        + " JDK and processor type give the same bytes, also after an interruption, for a small network; the"
                        + " whole training was run once. Its length was settled while it ran, by the clock and the"
                        + " validation photos.%n",
                training.epochs(),
                training.closeUps(),
                training.batch(),
                training.shards(),
                training.peakRate(),
                training.decay(),
                training.seed(),
                training.minutes(),
                report.machine().processors(),
                report.machine().processor()));
    }

    private void results(StringBuilder card) {
        card.append(
                "\n## Results\n\nCOCO's definition, through the platform's own decoder, session and post-processing."
                        + " Precision and recall at the shown score and IoU 0.5. Sizes are COCO's bounds for photos 2.5 times as"
                        + " wide: small is below 80×80 px, large from 240×240.\n\n"
                        + "| photos | objects | mAP@0.5 | mAP@0.5:0.95 | class | AP@0.5 | AP@0.5:0.95 | precision | recall |\n"
                        + "|---|---:|---:|---:|---|---:|---:|---:|---:|\n");
        rows(card, "test, all", report.test());
        report.sizes().forEach((size, scores) -> rows(card, "test, " + size + " objects", scores));
        report.slices()
                .forEach((attribute, slices) -> slices.forEach(
                        (value, scores) -> rows(card, "test, %s %s".formatted(attribute, value), scores)));
        rows(card, "validation", report.validation());
    }

    private static void rows(StringBuilder card, String name, Scores scores) {
        card.append("| %s (%d) | %d | %s | %s | | | | | |%n"
                .formatted(name, scores.images(), scores.objects(), cell(scores.map50()), cell(scores.map())));
        for (Map.Entry<String, Scores.ClassScores> entry : scores.classes().entrySet()) {
            Scores.ClassScores one = entry.getValue();
            card.append("| | %d | | | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            one.objects(),
                            entry.getKey(),
                            cell(one.ap50()),
                            cell(one.ap()),
                            cell(one.precision()),
                            cell(one.recall())));
        }
    }

    private static String cell(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void limits(StringBuilder card) {
        card.append("""

                ## Limits

                - Synthetic panels only: no wheels, glass, people or backgrounds beyond what the studio draws.
                - Two kinds of damage; rust, cracks and missing parts are unknown to it.
                - Boxes are as fine as a 4-pixel grid on a %d-pixel-wide frame allows, which tells on thin marks at high IoU.
                - Scores are not calibrated probabilities. Slices with few objects say little.
                """.formatted(report.model().inputWidth()));
    }
}
