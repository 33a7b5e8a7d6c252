package io.verdict.launcher.scenario;

import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.TextInput;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.predict.PredictionGateway;
import io.verdict.launcher.predict.PredictionGateway.Question;
import io.verdict.topics.Role;
import io.verdict.topics.contract.ColumnRole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tickets that no version has learnt from, and what they are about. For one thread.
 *
 * @param texts what is asked
 * @param truths the topics that they have, in the same order
 */
record TicketQuestions(Platform platform, Clock clock, String model, List<String> texts, List<String> truths) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NONE = "none";

    /**
     * What was answered.
     *
     * @param byVersion how many answers each version gave; what was not answered is `none`
     * @param right how many were true
     * @param first event id of the first answer; empty where there is none
     */
    record Answers(TreeMap<String, Long> byVersion, long right, Optional<String> first) {

        /** Whether everything was answered, and by nothing but this version. */
        boolean areAllBy(String version) {
            return byVersion.keySet().equals(Set.of(version));
        }

        String text() {
            return "%s, %d of %d right"
                    .formatted(
                            byVersion.entrySet().stream()
                                    .map(entry -> "%d answers by %s"
                                            .formatted(
                                                    entry.getValue(),
                                                    entry.getKey().equals(NONE)
                                                            ? "nobody"
                                                            : "version " + entry.getKey()))
                                    .collect(Collectors.joining(", ")),
                            right,
                            byVersion.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
        }
    }

    /** Test rows of a table, spread over all of them. */
    static TicketQuestions of(Platform platform, Clock clock, String model, GoldTable table, int most) {
        List<GoldRow> test = table.part(Split.TEST);
        int count = Math.min(most, test.size());
        List<GoldRow> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(test.get((int) ((long) i * test.size() / count)));
        }
        return new TicketQuestions(
                platform,
                clock,
                model,
                table.column(table.schema().features().get(0), chosen),
                table.column(table.schema().only(ColumnRole.LABEL).orElseThrow(), chosen));
    }

    /** Asks about every ticket over the log. */
    Answers ask() {
        List<Question> questions = texts.stream()
                .map(text -> new Question(Cast.CALLER, model, null, null, new TextInput(text)))
                .toList();
        List<Optional<SpecificRecord>> answers =
                new PredictionGateway(platform.cluster(Role.PREDICTION_GATEWAY), clock).ask(questions, PATIENCE);
        TreeMap<String, Long> byVersion = new TreeMap<>();
        long right = 0;
        for (int i = 0; i < answers.size(); i++) {
            Optional<PredictionCompleted> answer =
                    answers.get(i).filter(PredictionCompleted.class::isInstance).map(PredictionCompleted.class::cast);
            byVersion.merge(answer.map(one -> one.getModel().getVersion()).orElse(NONE), 1L, Long::sum);
            String truth = truths.get(i);
            right += answer.filter(one -> one.getLabel().equals(truth)).isPresent() ? 1 : 0;
        }
        return new Answers(
                byVersion,
                right,
                answers.stream()
                        .flatMap(Optional::stream)
                        .filter(PredictionCompleted.class::isInstance)
                        .map(one -> ((PredictionCompleted) one).getMeta().getEventId())
                        .findFirst());
    }
}
