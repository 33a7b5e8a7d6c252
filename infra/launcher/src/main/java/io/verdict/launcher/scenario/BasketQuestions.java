package io.verdict.launcher.scenario;

import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.RowInput;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.predict.PredictionGateway;
import io.verdict.launcher.predict.PredictionGateway.Question;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A few baskets of the test rows, spread over all of them, that a model is asked about over the log. For one thread.
 *
 * @param rows what is asked
 * @param truths the classes that they have, in the same order
 */
record BasketQuestions(
        Platform platform, Clock clock, String model, List<Map<String, Object>> rows, List<String> truths) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static BasketQuestions of(Platform platform, Clock clock, String model, GoldTable table, int most) {
        List<GoldRow> test = table.part(Split.TEST);
        int count = Math.min(most, test.size());
        Column label = table.schema().only(ColumnRole.LABEL).orElseThrow();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<GoldRow> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GoldRow row = test.get((int) ((long) i * test.size() / count));
            chosen.add(row);
            Map<String, Object> values = new HashMap<>();
            for (Column column : table.schema().features()) {
                String value = row.values().get(table.schema().columns().indexOf(column));
                values.put(column.name(), value.isEmpty() ? null : value);
            }
            rows.add(values);
        }
        return new BasketQuestions(platform, clock, model, rows, table.column(label, chosen));
    }

    /**
     * Asks about every basket.
     *
     * @throws ScenarioException if one is not answered at all
     */
    List<SpecificRecord> ask() {
        List<Question> questions = rows.stream()
                .map(row -> new Question(Cast.CALLER, model, null, null, new RowInput(row)))
                .toList();
        List<Optional<SpecificRecord>> answers =
                new PredictionGateway(platform.cluster(Role.PREDICTION_GATEWAY), clock).ask(questions, PATIENCE);
        if (answers.stream().anyMatch(Optional::isEmpty)) {
            throw new ScenarioException("Not all questions were answered within " + PATIENCE);
        }
        return answers.stream().flatMap(Optional::stream).toList();
    }

    /** Every answer that a version of the model has ever given, as it lies on the log. */
    List<PredictionCompleted> everyAnswer() {
        List<PredictionCompleted> all = new ArrayList<>();
        try (EventReader reader = EventReader.open(platform.cluster(Role.AUDITOR), List.of(Topics.PREDICTIONS))) {
            reader.readToEnd(record -> {
                PredictionCompleted answer = (PredictionCompleted) record.value();
                if (answer.getModel().getName().equals(model)) {
                    all.add(answer);
                }
            });
        }
        return all;
    }
}
