package io.verdict.connectors.runs;

import io.verdict.events.DatasetReference;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** In what two specifications differ that decides the result; where data lies, limits and prices do not. */
public final class SpecDifference {

    private SpecDifference() {}

    /** A sentence for each difference; none if both come to the same. */
    public static List<String> between(TrainingSpec one, TrainingSpec other) {
        List<String> differences = new ArrayList<>();
        differ(differences, "model", one.getModel(), other.getModel());
        differ(differences, "trainer", one.getTrainer(), other.getTrainer());
        differ(differences, "data", hash(one.getData()), hash(other.getData()));
        differ(differences, "validation data", hash(one.getValidation()), hash(other.getValidation()));
        differ(differences, "parent's weights", hash(one.getParent()), hash(other.getParent()));
        differ(differences, "seed", one.getSeed(), other.getSeed());
        differ(differences, "threads", one.getThreads(), other.getThreads());
        TreeSet<String> names = new TreeSet<>(one.getParameters().keySet());
        names.addAll(other.getParameters().keySet());
        for (String name : names) {
            differ(
                    differences,
                    name,
                    one.getParameters().get(name),
                    other.getParameters().get(name));
        }
        return differences;
    }

    static void differ(List<String> differences, String what, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            differences.add("%s: %s, now %s".formatted(what, shown(one), shown(other)));
        }
    }

    private static String shown(Object value) {
        return value == null ? "none" : value.toString();
    }

    private static String hash(TrainingData data) {
        DatasetReference dataset = data == null ? null : data.getDataset();
        return dataset == null ? null : dataset.getSha256();
    }

    private static String hash(TrainingParent parent) {
        return parent == null ? null : parent.getCheckpoint().getSha256();
    }
}
