package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.Measurement;
import io.verdict.events.RolloutStage;
import io.verdict.events.VersionRefused;
import io.verdict.events.VersionTagged;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Against the documented schema, which is in the test resources. */
class SageMakerCardTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream in = SageMakerCardTest.class.getResourceAsStream("/cards/sagemaker-model-card.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode valid(Card card) {
        String content = SageMakerCard.of(card);
        assertThat(content).hasSizeLessThanOrEqualTo(100_000).doesNotContain("\n");
        assertThat(SCHEMA.validate(content, InputFormat.JSON)).isEmpty();
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTellAChampionInSageMakersWords() {
        JsonNode card = valid(Golden.champion());

        assertThat(card.at("/model_overview/model_version").isInt()).isTrue();
        assertThat(card.at("/model_overview/model_owner").asText()).isEqualTo("platform");
        assertThat(card.at("/model_overview/model_artifact/0").asText()).isEqualTo("s3://models/car-damage/1.onnx");
        assertThat(card.at("/training_details/training_job_details/training_datasets/0")
                        .asText())
                .startsWith("studio 3 (drawn) (SHA-256 aaa");
        JsonNode groups = card.at("/evaluation_details/0/metric_groups");
        assertThat(groups.findValuesAsText("name"))
                .contains("gates", "all data", "class=scratch", "class=dent", "brightness=dark");
        assertThat(groups.at("/0/metric_data/0/type").asText()).isEqualTo("boolean");
        assertThat(groups.at("/0/metric_data/0/notes").asText()).contains("0.9173", "0.7500");
        assertThat(groups.at("/1/metric_data/0/value").asDouble()).isEqualTo(0.91734);
        JsonNode details = card.at("/additional_information/custom_details");
        assertThat(details.get("status").asText()).isEqualTo("champion");
        assertThat(details.get("approval").asText()).isEqualTo("Approved by mia, max.");
        assertThat(details.get("as_of_offset").asText()).isEqualTo("7");
        assertThat(details.has("left_out")).isFalse();
        assertThat(card.at("/intended_uses/risk_rating").asText()).isEqualTo("Unknown");
    }

    @Test
    void shouldBeValidAtEveryStageOfAVersionsLife() {
        assertThat(valid(Story.begun().card("1")).at("/evaluation_details")).isEmpty();
        Story evaluated = Story.begun()
                .then("evaluator", Story.evaluated("1").setPassed(false).build());
        assertThat(valid(evaluated.card("1"))
                        .at("/evaluation_details/0/metadata/gates")
                        .asText())
                .isEqualTo("not met");
        JsonNode refused =
                valid(evaluated.then("max", new VersionRefused("1", "no")).card("1"));
        assertThat(refused.at("/additional_information/custom_details/status").asText())
                .isEqualTo("refused");
        Story withdrawn = Story.begun()
                .approved()
                .starts("1", "r1", RolloutStage.FULL)
                .then("max", new ApprovalWithdrawn("1", "wrong labels"));
        assertThat(valid(withdrawn.card("1")).toString()).contains("approval taken back: wrong labels");
        assertThat(valid(new Story()
                                .then("ada", Story.registered("one").build())
                                .card("one"))
                        .at("/model_overview")
                        .has("model_version"))
                .as("a version that is no number")
                .isFalse();
    }

    @Test
    void shouldShortenWhatIsTooLong() {
        JsonNode card = valid(Story.hostile(Golden.LONG).card("1"));

        assertThat(card.at("/model_overview/model_description").asText())
                .hasSize(1024)
                .endsWith("…");
        assertThat(card.at("/evaluation_details/0/name").asText()).hasSize(63);
        assertThat(card.at("/evaluation_details/0/datasets/0").asText()).endsWith("(SHA-256 " + Story.DATA + ")");
    }

    @Test
    void shouldSayWhatWasLeftOutOfACardThatIsTooLarge() {
        List<Measurement> many = IntStream.range(0, 3000)
                .mapToObj(index -> new Measurement("ap50", "camera=" + "\"".repeat(80) + index, 0.5))
                .toList();
        Story story = Story.begun()
                .then("evaluator", Story.evaluated("1").setMeasurements(many).build());
        List<Integer> tags = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        tags.forEach(index -> story.then("ada", new VersionTagged("1", "tag " + index, "\\".repeat(900))));

        String left = valid(story.card("1"))
                .at("/additional_information/custom_details/left_out")
                .asText();

        assertThat(left).matches("\\d{4} metrics, \\d{3} tags");
    }

    @Test
    void shouldFitWithEveryTextAtItsLongestAndTwiceAsLongInJson() {
        String quotes = "\"".repeat(5_000);
        Story story = Story.hostile(quotes);
        IntStream.range(0, 50).forEach(index -> story.then("eve", new VersionTagged("1", quotes + index, quotes))
                .then(quotes, new VersionRefused("1", quotes))
                .starts("1", quotes, RolloutStage.CANARY));
        assertThat(valid(story.card("1"))).isNotEmpty();
    }

    @Property(tries = 200)
    void shouldBeValidWhateverPeopleWrote(@ForAll @StringLength(max = 3000) String text, @ForAll double value) {
        Story story = Story.hostile(text)
                .then(
                        "evaluator",
                        Story.evaluated("1")
                                .setMeasurements(List.of(new Measurement(text, null, value)))
                                .build());
        valid(story.card("1"));
    }

    @Test
    void shouldBeHeldAgainstASchemaThatRefuses() {
        assertThat(SCHEMA.validate("{\"intended_uses\":{\"risk_rating\":\"low\"}}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate("{\"model_overview\":{\"model_version\":0}}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate("{\"evaluation_details\":[{}]}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate(
                        "{\"business_details\":{\"line_of_business\":\"%s\"}}".formatted("x".repeat(2049)),
                        InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate("{\"notes\":\"\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(SCHEMA.validate(
                        "{\"evaluation_details\":[{\"name\":\"e\",\"metric_groups\":[{\"name\":\"g\",\"metric_data\":"
                                + "[{\"name\":\"m\",\"type\":\"number\",\"value\":\"NaN\"}]}]}]}",
                        InputFormat.JSON))
                .isNotEmpty();
    }
}
