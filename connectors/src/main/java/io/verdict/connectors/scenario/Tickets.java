package io.verdict.connectors.scenario;

import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Generated support tickets: sentences put together from phrases, most of them about the ticket's topic, some about none
 * and some about another, with slips of the finger. One ticket in twenty-five has a topic drawn at random.
 */
public final class Tickets {
    private static final List<String> TOPICS = List.of("billing", "delivery", "returns", "technical");
    private static final Instant BEGIN = Instant.parse("2026-03-01T06:00:00Z");
    private static final double MISLABELLED = 0.04;
    private static final Map<String, List<String>> PHRASES = Map.of(
            "billing",
            List.of(
                    "I was charged twice for order %d",
                    "the invoice shows the wrong VAT amount",
                    "my credit card was debited %d EUR too much",
                    "please send me a receipt for the payment",
                    "the discount code was not taken off the bill",
                    "when is the next instalment due"),
            "delivery",
            List.of(
                    "my parcel %d has not arrived",
                    "the courier left the package with a neighbour",
                    "tracking has not moved for %d days",
                    "it was shipped to my old address",
                    "the box was soaked when it came",
                    "can I change the delivery slot"),
            "returns",
            List.of(
                    "I want to send the shoes back",
                    "the size does not fit, please exchange it for %d",
                    "where do I find the return label",
                    "my refund for the returned jacket is missing",
                    "the colour differs from the picture so I return it",
                    "how long may I try it before sending it back"),
            "technical",
            List.of(
                    "the app crashes after the update to version %d",
                    "I cannot log in, the password reset mail never comes",
                    "error %d appears at checkout",
                    "the page stays blank in my browser",
                    "push notifications stopped working on my phone",
                    "the scanner does not recognise the QR code"));
    private static final List<String> FILLERS = List.of(
            "please help",
            "I have been a customer for %d years",
            "this is the second time I write",
            "thanks in advance",
            "nobody answers the phone",
            "I am quite unhappy",
            "hello",
            "order number %d");

    private Tickets() {}

    /** The schema that the tickets follow. */
    public static TableSchema schema() {
        return TableSchemaFile.parse("tickets.yaml", schemaYaml());
    }

    /** The schema as the file that is shipped. */
    public static String schemaYaml() {
        return Resource.text("tickets.yaml");
    }

    /**
     * Draws tickets.
     *
     * @param rows how many
     * @return CSV
     */
    public static SourceFile csv(int rows, long seed) {
        Dice dice = new Dice(seed);
        StringBuilder text = new StringBuilder("ticket_id,customer,created_at,text,topic\n");
        for (int i = 0; i < rows; i++) {
            String topic = dice.chance(0.4) ? "delivery" : dice.one(TOPICS);
            String label = dice.chance(MISLABELLED) ? dice.one(TOPICS) : topic;
            text.append(String.join(
                            ",",
                            Integer.toString(i + 1),
                            String.format(Locale.ROOT, "C%05d", dice.whole(0, Math.max(1, rows / 3))),
                            BEGIN.plusSeconds(dice.whole(0, 200 * 24 * 3600)).toString(),
                            '"' + sentences(dice, topic) + '"',
                            label))
                    .append('\n');
        }
        return new SourceFile("tickets.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sentences(Dice dice, String topic) {
        List<String> parts = new ArrayList<>();
        for (int i = dice.whole(1, 2); i > 0; i--) {
            parts.add(dice.one(PHRASES.get(topic)));
        }
        for (int i = dice.whole(0, 2); i > 0; i--) {
            parts.add(dice.one(FILLERS));
        }
        if (dice.chance(0.15)) {
            parts.add(dice.one(PHRASES.get(dice.one(TOPICS))));
        }
        String said = String.join(". ", parts).replace("%d", Integer.toString(dice.whole(2, 9999)));
        return dice.chance(0.3) ? withSlip(dice, said) : said;
    }

    /** Two letters that follow each other swap places. */
    private static String withSlip(Dice dice, String text) {
        int at = dice.whole(0, text.length() - 2);
        return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    }
}
