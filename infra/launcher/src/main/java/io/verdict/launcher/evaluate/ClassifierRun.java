package io.verdict.launcher.evaluate;

import io.verdict.connectors.studio.ProgressListener;
import io.verdict.events.RowInput;
import io.verdict.events.TextInput;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.evaluation.ClassifierEvaluation;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.contract.InputContract;
import io.verdict.topics.contract.RowEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a classifier answered on an evaluation's rows.
 *
 * @param seen a row each, in the table's order, those that its contract refuses included
 * @param contract how rows became features
 * @param runtime what ran it
 */
record ClassifierRun(List<ClassifierEvaluation.Seen> seen, ClassifierContract contract, RuntimeReport runtime) {

    /**
     * Runs every row through serving's code. A row model is asked with those of its columns that the table has as features:
     * whoever asks in service leaves out what a model does not know, and the label is no feature whatever a contract says.
     *
     * @throws EvaluationRefusedException if the graph cannot be run, a label is none of its classes, or texts are asked for
     *     where the table has none
     */
    static ClassifierRun of(
            ClassifierUnderTest classifier, TableData data, Slicing.Sliced sliced, ProgressListener progress)
            throws EvaluationRefusedException {
        String name = classifier.spec().name() + " " + classifier.spec().version();
        try (ClassifierSession session =
                ClassifierSession.open(classifier.graph(), classifier.spec(), RuntimeOptions.cpu())) {
            List<ClassifierEvaluation.Labelled> rows = labelled(
                    data,
                    sliced,
                    session.contract().classes(),
                    inputs(session.contract().input(), data));
            List<ClassifierEvaluation.Seen> seen = new ClassifierEvaluation(session, name).run(rows);
            progress.written(seen.size(), seen.size());
            return new ClassifierRun(seen, session.contract(), session.report());
        } catch (DetectorException e) {
            throw new EvaluationRefusedException("%s cannot be run: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static List<ClassifierEvaluation.Labelled> labelled(
            TableData data, Slicing.Sliced sliced, List<String> classes, List<Object> inputs)
            throws EvaluationRefusedException {
        List<ClassifierEvaluation.Labelled> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            TableData.Row row = data.rows().get(i);
            String label = data.value(row, data.label());
            int truth = classes.indexOf(label);
            if (truth < 0) {
                throw new EvaluationRefusedException("Row %s of %s is labelled '%s', which is none of the classes %s"
                        .formatted(row.id(), data.reference().getName(), label, classes));
            }
            Example example =
                    new Example(row.id(), row.group(), sliced.attributes().get(i), 1);
            rows.add(new ClassifierEvaluation.Labelled(example, inputs.get(i), truth));
        }
        return rows;
    }

    private static List<Object> inputs(InputContract input, TableData data) throws EvaluationRefusedException {
        List<Column> features = data.schema().features();
        if (input instanceof RowEncoder rows) {
            List<String> known = rows.features().stream().map(Column::name).toList();
            List<Column> asked = features.stream()
                    .filter(column -> known.contains(column.name()))
                    .toList();
            return data.rows().stream().map(row -> row(data, row, asked)).toList();
        }
        if (features.size() != 1 || features.get(0).type() != ColumnType.TEXT) {
            throw new EvaluationRefusedException(
                    "A model of texts is measured on a table whose one feature is a TEXT; %s has %s"
                            .formatted(
                                    data.reference().getName(),
                                    features.stream().map(Column::name).toList()));
        }
        return data.values(features.get(0)).stream()
                .map(text -> (Object) new TextInput(text))
                .toList();
    }

    private static Object row(TableData data, TableData.Row row, List<Column> asked) {
        Map<String, Object> values = new HashMap<>();
        asked.forEach(column -> {
            String value = data.value(row, column);
            values.put(column.name(), value.isEmpty() ? null : value);
        });
        return new RowInput(values);
    }
}
