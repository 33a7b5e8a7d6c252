package io.verdict.launcher.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verdict.events.DatasetReference;
import io.verdict.inference.evaluation.measure.Difference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an evaluation of a model of rows or texts found.
 *
 * @param serving the version that serves, on the same rows; null where it was not measured
 * @param differences candidate minus serving; empty where that was not measured
 * @param notCompared why the version that serves could not be measured, too; null where it was, or nobody asked
 */
public record ClassificationReport(
        Data data,
        ClassifierMeasures candidate,
        ClassifierMeasures serving,
        List<Difference> differences,
        String notCompared)
        implements Evaluated {

    /**
     * What it was measured on.
     *
     * @param sha256 of what the rows were read from
     * @param rows that were kept for the test
     * @param groups independent groups among them
     * @param classes rows by class
     */
    public record Data(String name, String sha256, int rows, int groups, Map<String, Long> classes) {

        static Data of(TableData data) {
            return new Data(
                    data.reference().getName(),
                    data.reference().getSha256(),
                    data.rows().size(),
                    (int) data.rows().stream()
                            .map(TableData.Row::group)
                            .distinct()
                            .count(),
                    new TreeMap<>(data.values(data.label()).stream()
                            .collect(Collectors.groupingBy(label -> label, Collectors.counting()))));
        }
    }

    public ClassificationReport {
        differences = List.copyOf(differences);
    }

    @Override
    public DatasetReference dataset() {
        return new DatasetReference(data.name(), data.sha256());
    }

    /** What it is about, in words. */
    @JsonProperty
    public String subject() {
        return "%s %s on %s".formatted(candidate.model(), candidate.version(), data.name());
    }

    @Override
    public String headline() {
        return "%s, %d test rows in %d groups, %d refused by its contract"
                .formatted(
                        subject(),
                        data.rows(),
                        data.groups(),
                        candidate.refused().rows());
    }

    @Override
    public String markdown() {
        return ClassificationText.markdown(this);
    }
}
