package io.verdict.launcher.registry.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.events.DatasetReference;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;

/**
 * A card as the content of an Amazon SageMaker model card: one line of JSON, to be passed to {@code CreateModelCard} as
 * it is. Texts that are too long end in an ellipsis; where the whole would be longer than SageMaker takes, figures and
 * custom details are left out from their ends, and {@code left_out} says so. What no fact says is left out too: there
 * is no risk rating and no objective function in the registry. Pure.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html">the schema</a>
 */
public final class SageMakerCard {

    /** {@code Content} of CreateModelCard. */
    static final int LONGEST = 100_000;

    static final int LONG_TEXT = 2048;
    static final int TEXT = 1024;
    static final int NAME = 63;

    /** Leaves room for the hash. */
    private static final int DATASET_NAME = 900;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Card card;
    private final ModelVersion version;
    private final ObjectNode content = JSON.createObjectNode();

    private SageMakerCard(Card card) {
        this.card = card;
        this.version = card.version();
    }

    /** The content, without a line feed. */
    public static String of(Card card) {
        String content = new SageMakerCard(card).content(Integer.MAX_VALUE);
        // Escapes make lengths hard to foresee, so halve until it fits; with one of each kind, every text is bounded.
        for (int most = 1024; content.length() > LONGEST && most > 0; most /= 2) {
            content = new SageMakerCard(card).content(most);
        }
        return content;
    }

    private String content(int most) {
        overview();
        intendedUses();
        card.declaration().ifPresent(this::business);
        training();
        ArrayNode evaluations = content.putArray("evaluation_details");
        SageMakerEvaluation evaluation = new SageMakerEvaluation(card, most);
        card.evaluation().ifPresent(judged -> evaluation.write(judged, evaluations.addObject()));
        additional(most, evaluation.leftOut());
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the card of " + Outline.title(card), e);
        }
    }

    private void overview() {
        ObjectNode overview = content.putObject("model_overview");
        text(overview, "model_id", card.model().getModel() + "/" + version.getVersion(), TEXT);
        text(overview, "model_name", card.model().getModel(), TEXT);
        text(overview, "model_description", version.getDescription(), TEXT);
        // SageMaker's versions are numbers from 1; ours are names, which only may look like that.
        if (version.getVersion().matches("[1-9]\\d{0,8}")) {
            overview.put("model_version", Integer.parseInt(version.getVersion()));
        }
        card.declaration().ifPresent(declaration -> {
            text(overview, "problem_type", Card.words(declaration.getTask()), TEXT);
            text(overview, "model_owner", declaration.getOwner(), TEXT);
        });
        text(overview, "model_creator", version.getAuthor(), TEXT);
        overview.putArray("model_artifact")
                .add(PlainText.shortened(version.getArtifact().getUri(), TEXT));
    }

    private void intendedUses() {
        ObjectNode uses = content.putObject("intended_uses");
        card.declaration().ifPresent(declaration -> {
            text(uses, "purpose_of_model", declaration.getDescription(), LONG_TEXT);
            text(
                    uses,
                    "intended_uses",
                    "Task: %s. Input: %s. Classes: %s."
                            .formatted(
                                    Card.words(declaration.getTask()),
                                    declaration.getInputSchema(),
                                    String.join(", ", declaration.getClasses())),
                    LONG_TEXT);
        });
        text(uses, "factors_affecting_model_efficiency", String.join(" ", card.limits()), LONG_TEXT);
        uses.put("risk_rating", "Unknown");
        uses.put("explanations_for_risk_rating", "The registry's facts hold no risk rating.");
    }

    private void business(ModelDeclaration declaration) {
        ObjectNode business = content.putObject("business_details");
        text(business, "business_stakeholders", declaration.getOwner(), LONG_TEXT);
        text(business, "line_of_business", declaration.getCostTag(), LONG_TEXT);
    }

    private void training() {
        ObjectNode training = content.putObject("training_details");
        String run = version.getRunId() == null ? "Its run is not known" : "It came from run " + version.getRunId();
        text(
                training,
                "training_observations",
                "%s, made by %s, registered by %s at %s."
                        .formatted(run, version.getAuthor(), version.getRegisteredBy(), version.getRegisteredAt()),
                TEXT);
        DatasetReference dataset = version.getDataset();
        if (dataset != null) {
            training.putObject("training_job_details")
                    .putArray("training_datasets")
                    .add(dataset(dataset));
        }
    }

    private void additional(int most, String leftOut) {
        ObjectNode additional = content.putObject("additional_information");
        text(additional, "caveats_and_recommendations", String.join(" ", card.limits()), LONG_TEXT);
        new CustomDetails(card).write(additional.putObject("custom_details"), most, leftOut);
    }

    /** A data set by name and hash; of the name what fits. */
    static String dataset(DatasetReference dataset) {
        String hash = " (SHA-256 %s)".formatted(dataset.getSha256());
        return PlainText.shortened(PlainText.shortened(dataset.getName(), DATASET_NAME) + hash, TEXT);
    }

    /** Puts a text of at most so many characters; nothing where it is blank. */
    static void text(ObjectNode into, String field, String text, int most) {
        String line = PlainText.shortened(text, most);
        if (!line.isEmpty()) {
            into.put(field, line);
        }
    }

    /** A name, which has to have a character at least. */
    static String name(String text, int most) {
        String line = PlainText.shortened(text, most);
        return line.isEmpty() ? "–" : line;
    }
}
