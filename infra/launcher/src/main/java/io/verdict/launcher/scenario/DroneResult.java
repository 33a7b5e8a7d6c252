package io.verdict.launcher.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verdict.inference.evaluation.measure.Contrast;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.RoundResult;
import io.verdict.streams.curation.CurationConfig;
import java.util.List;

/**
 * What came of the drone scenario.
 *
 * @param round how the version came about
 * @param laps every step with its time and its facts
 * @param accuracies what the platform measured on flights that were held out
 * @param standing what the registry made of that
 * @param decided what it decided on new scenes
 * @param model its name
 * @param seconds all of it
 */
public record DroneResult(
        RoundResult round,
        List<Lap> laps,
        Accuracies accuracies,
        Standing standing,
        Decided decided,
        String model,
        double seconds) {

    /** What the figures do not say. */
    static final String LIMIT =
            "The accuracy holds for scenes that we drew, and for nothing else: no real aerial photo was ever looked at.";

    public DroneResult {
        laps = List.copyOf(laps);
    }

    /**
     * What was measured.
     *
     * @param photos held out
     * @param objects on them
     * @param overall of all held-out scenes
     * @param classes average precision at IoU 0.5 by class
     * @param slices mAP at IoU 0.5 of parts of the data
     * @param bias slices whose mAP differs from the rest's by more than chance
     */
    public record Accuracies(
            String heldOut,
            int photos,
            int objects,
            List<Estimate> overall,
            List<Estimate> classes,
            List<Estimate> slices,
            List<Contrast> bias) {

        private static final String OF_CLASS = "class=";
        private static final List<String> OVERALL = List.of("map50", "map", "precision", "recall");

        static Accuracies of(EvaluationReport report) {
            List<Estimate> all = report.candidate().estimates().overall();
            return new Accuracies(
                    report.data().name(),
                    report.data().photos(),
                    report.data().objects(),
                    all.stream()
                            .filter(one -> one.slice().isEmpty() && OVERALL.contains(one.metric()))
                            .toList(),
                    all.stream()
                            .filter(one ->
                                    one.metric().equals("ap50") && one.slice().startsWith(OF_CLASS))
                            .toList(),
                    report.candidate().estimates().slices().stream()
                            .filter(one -> one.metric().equals("map50"))
                            .toList(),
                    report.candidate().bias().flagged().stream()
                            .filter(one -> one.metric().equals("map50"))
                            .toList());
        }
    }

    /** Said with every result. */
    @JsonProperty
    public String limit() {
        return LIMIT;
    }

    /** Whether the version became champion through its gates and then decided on the new scenes. */
    @JsonProperty
    public boolean reached() {
        return standing.earned() && decidedAlone();
    }

    /** Whether that version alone, as champion, decided on all new scenes, and on nothing else. */
    @JsonProperty
    public boolean decidedAlone() {
        String champion = "%s %s champion".formatted(model, round.version());
        return decided.only(AerialScenes.SOURCE, champion)
                && decided.photos().stream()
                        .filter(photo -> photo.source().equals(CurationConfig.APP))
                        .noneMatch(photo -> photo.by().contains(champion));
    }
}
