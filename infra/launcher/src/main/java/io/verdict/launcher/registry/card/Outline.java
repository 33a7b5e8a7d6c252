package io.verdict.launcher.registry.card;

import io.verdict.events.DatasetReference;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.Monitor;
import io.verdict.launcher.registry.card.Block.Bullets;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A card as headed sections, so that every page format tells the same in the same order. Pure. */
final class Outline {

    static final String LIMITS = "Limits";

    private Outline() {}

    static String title(Card card) {
        return "%s %s".formatted(card.model().getModel(), card.version().getVersion());
    }

    /** How far the facts reach. */
    static String reflects(Card card) {
        return "From the registry's facts as of offset %d of models, %s. Status: %s."
                .formatted(card.moment().offset(), card.moment().time(), card.status());
    }

    static List<Section> of(Card card) {
        return List.of(
                new Section("Intended use", use(card)),
                new Section(LIMITS, List.of(new Bullets(card.limits()))),
                new Section("Model", model(card)),
                new Section("Origin", origin(card.version())),
                new Section("Evaluation", EvaluationOutline.of(card)),
                new Section("Approval", ApprovalOutline.of(card)),
                new Section("Service", ServiceOutline.of(card)),
                new Section("History", history(card)));
    }

    /** Rows of a name and a value each. */
    static Table facts(List<List<String>> rows) {
        return new Table(List.of("what", "as the facts say"), rows);
    }

    private static List<Block> use(Card card) {
        List<Block> blocks = new ArrayList<>();
        Optional<ModelDeclaration> declared = card.declaration();
        if (declared.isEmpty()) {
            return List.of(new Paragraph("The model is not declared."));
        }
        ModelDeclaration declaration = declared.get();
        blocks.add(new Paragraph(declaration.getDescription()));
        blocks.add(facts(List.of(
                List.of("Task", Card.words(declaration.getTask())),
                List.of("Input", declaration.getInputSchema()),
                List.of(
                        "Classes",
                        declaration.getClasses().isEmpty() ? "none" : String.join(", ", declaration.getClasses())),
                List.of("Owner", declaration.getOwner()),
                List.of("Cost tag", declaration.getCostTag()),
                List.of("Declaration", "SHA-256 " + card.model().getDeclarationDigest()))));
        return blocks;
    }

    private static List<Block> model(Card card) {
        ModelVersion version = card.version();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Artifact", version.getArtifact().getUri()));
        rows.add(List.of("SHA-256", version.getArtifact().getSha256()));
        rows.add(List.of("Size", "%d bytes".formatted(version.getArtifact().getSizeBytes())));
        rows.add(List.of(
                "Thresholds",
                "score %s, overlap %s, at most %d per photo"
                        .formatted(
                                version.getThresholds().getScore(),
                                version.getThresholds().getIou(),
                                version.getThresholds().getMaxDetections())));
        rows.add(List.of("Aliases", card.aliases().isEmpty() ? "none" : String.join(", ", card.aliases())));
        new TreeMap<>(version.getTags()).forEach((key, value) -> rows.add(List.of("Tag " + key, value)));
        List<Block> blocks = new ArrayList<>();
        if (!version.getDescription().isBlank()) {
            blocks.add(new Paragraph(version.getDescription()));
        }
        blocks.add(facts(rows));
        return blocks;
    }

    private static List<Block> origin(ModelVersion version) {
        return List.of(facts(List.of(
                List.of("Author", version.getAuthor()),
                List.of("Registered by", version.getRegisteredBy()),
                List.of("Registered at", version.getRegisteredAt().toString()),
                List.of("Run", Optional.ofNullable(version.getRunId()).orElse("unknown")),
                List.of(
                        "Trained on",
                        Optional.ofNullable(version.getDataset())
                                .map(Outline::dataset)
                                .orElse("unknown")))));
    }

    static String dataset(DatasetReference dataset) {
        return "%s (SHA-256 %s)".formatted(dataset.getName(), dataset.getSha256());
    }

    static String monitor(Monitor monitor) {
        return "%s: %s%s %s %s"
                .formatted(
                        monitor.getName(),
                        monitor.getMetric(),
                        monitor.getSlice() == null ? "" : " of " + monitor.getSlice(),
                        Card.words(monitor.getBound()),
                        Figure.exact(monitor.getThreshold()));
    }

    private static List<Block> history(Card card) {
        if (card.history().isEmpty()) {
            return List.of(new Paragraph("This card was made of the state alone, without the facts that led to it."));
        }
        return List.of(new Table(
                List.of("offset", "time", "who", "what"),
                card.history().stream()
                        .map(one ->
                                List.of(String.valueOf(one.offset()), one.time().toString(), one.actor(), one.text()))
                        .toList()));
    }
}
