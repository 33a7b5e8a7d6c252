package io.verdict.launcher.scenario;

import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.triggers.TriggersConfig;
import io.verdict.streams.triggers.TriggersFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How large the scenario is; immutable.
 *
 * @param declaration the model and what is asked of its versions
 * @param triggers when it is trained, and how
 * @param tickets in the first file; the last one has three times as many
 * @param seed of tickets
 * @param questions how many test rows each version is asked about
 * @param lookMillis how often the folder is looked into
 */
public record TicketTopicsPlan(
        DeclarationFile.Declared declaration,
        TriggersConfig triggers,
        int tickets,
        long seed,
        int questions,
        int lookMillis) {

    /** Name of the dataset that the rules wait for. */
    static final String DATASET = "tickets";

    private static final String SHIPPED = "/models/ticket-topic/";

    public TicketTopicsPlan {
        Objects.requireNonNull(declaration, "declaration");
        Objects.requireNonNull(triggers, "triggers");
        if (tickets < 1 || questions < 1 || lookMillis < 1) {
            throw new IllegalArgumentException("There are tickets, questions and looks, not %d, %d and each %d ms"
                    .formatted(tickets, questions, lookMillis));
        }
    }

    /** With the declaration and the rules that are shipped. */
    public static TicketTopicsPlan standard(int tickets, long seed) {
        return new TicketTopicsPlan(
                DeclarationFile.parse("declaration.yaml", shipped("declaration.yaml")),
                TriggersFile.parse("triggers.yaml", shipped("triggers.yaml")),
                tickets,
                seed,
                8,
                500);
    }

    /** The same with other rules for training, looking more or less often. */
    public TicketTopicsPlan with(TriggersConfig rules, int everyMillis) {
        return new TicketTopicsPlan(declaration, rules, tickets, seed, questions, everyMillis);
    }

    private static String shipped(String name) {
        try (InputStream in = TicketTopicsPlan.class.getResourceAsStream(SHIPPED + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED + name, e);
        }
    }

    /** The model's name. */
    public String model() {
        return declaration.model();
    }
}
