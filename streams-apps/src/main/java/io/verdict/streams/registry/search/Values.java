package io.verdict.streams.registry.search;

import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.registry.search.Operand.Number;
import io.verdict.streams.registry.search.Operand.State;
import io.verdict.streams.registry.search.Operand.Text;
import io.verdict.streams.registry.search.Operand.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What values a version has of a field; none, one or several. */
final class Values {

    private Values() {}

    static List<Operand> of(Field field, RegisteredModel model, ModelVersion version) {
        // Java 17 has no switch over sealed types yet.
        if (field instanceof Field.Tag tag) {
            return texts(version.getTags().get(tag.key()));
        }
        if (field instanceof Field.Metric metric) {
            return measured(metric, version);
        }
        return switch ((Field.Plain) field) {
            case NAME -> texts(model.getModel());
            case VERSION -> texts(version.getVersion());
            case STATE -> List.of(new State(version.getStatus()));
            case AUTHOR -> texts(version.getAuthor());
            case REGISTRAR -> texts(version.getRegisteredBy());
            case RUN -> texts(version.getRunId());
            case DATASET -> datasets(version);
            case DESCRIPTION -> texts(version.getDescription());
            case ALIAS ->
                model.getAliases().entrySet().stream()
                        .filter(alias -> alias.getValue().equals(version.getVersion()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .<Operand>map(Text::new)
                        .toList();
            case SHA256 -> texts(version.getArtifact().getSha256());
            case SIZE -> List.of(new Number(version.getArtifact().getSizeBytes()));
            case REGISTERED -> List.of(new Time(version.getRegisteredAt()));
        };
    }

    private static List<Operand> texts(String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).<Operand>map(Text::new).toList();
    }

    private static List<Operand> datasets(ModelVersion version) {
        List<Operand> all = new ArrayList<>();
        if (version.getDataset() != null) {
            all.addAll(
                    texts(version.getDataset().getName(), version.getDataset().getSha256()));
        }
        if (version.getEvaluation() != null) {
            all.addAll(texts(
                    version.getEvaluation().getDataset().getName(),
                    version.getEvaluation().getDataset().getSha256()));
        }
        return all;
    }

    private static List<Operand> measured(Field.Metric metric, ModelVersion version) {
        return version.getEvaluation() == null
                ? List.of()
                : version.getEvaluation().getMeasurements().stream()
                        .filter(value -> value.getMetric().equals(metric.name())
                                && Objects.equals(
                                        value.getSlice(), metric.slice().orElse(null)))
                        .map(Measurement::getValue)
                        .filter(Double::isFinite)
                        .<Operand>map(Number::new)
                        .toList();
    }
}
