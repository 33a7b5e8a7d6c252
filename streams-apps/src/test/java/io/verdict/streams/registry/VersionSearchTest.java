package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.DeclareModel;
import io.verdict.events.DescribeVersion;
import io.verdict.events.MoveAlias;
import io.verdict.events.TagVersion;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REG-1: search. */
class VersionSearchTest {

    private final RegistryDesk desk = new RegistryDesk();

    @BeforeEach
    void register() {
        Set<String> ada = Set.of(Roles.DATA_SCIENTIST);
        desk.ask(
                "mia",
                Set.of(Roles.ML_ENGINEER),
                new DeclareModel(ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND)));
        desk.ask("ada", ada, ModelSamples.version("1", "ada"));
        desk.ask("ada", ada, new TagVersion("1", "team", "vision"));
        desk.ask("ada", ada, new TagVersion("1", "photos", "900"));
        desk.ask("ada", ada, new DescribeVersion("1", "For the night shift, \"blue\" light"));
        desk.ask("ada", ada, new MoveAlias("candidate", "1"));
        desk.ask("evaluation", Set.of(Roles.EVALUATOR), ModelSamples.evaluation("1", "e-1", 0.8, null));
    }

    private boolean matches(String search) {
        return VersionSearch.parse(search).matches(desk.model(), Models.version(desk.model(), "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "version=1",
                "status=gates_passed",
                "author=ADA author!=mia",
                "model=car-damage owner=team-vision task=object_detection",
                "tag.team=vision tag.nothing!=x",
                "tag.photos>=900 tag.photos<901",
                "metric.map50>=0.8 metric.map50<0.81",
                "metric.ap50[class=scratch]=0.8",
                "metric.ap50[class=dent]!=1",
                "description~NIGHT",
                "description~\"night shift, \\\"blue\"",
                "alias=candidate run=run-1 dataset=held-out-1 evaluation=e-1",
                "  version = 1   author = ada "
            })
    void shouldFind(String search) {
        assertThat(matches(search)).as(search).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version=2",
                "author!=ada",
                "tag.team=data",
                "tag.nothing=x",
                "tag.nothing~x",
                "tag.team>1",
                "metric.map50>0.8",
                "metric.ap50[class=dent]>0",
                "metric.map50[class=scratch]=0.8",
                "description~day",
                "version=1 author=mia"
            })
    void shouldNotFind(String search) {
        assertThat(matches(search)).as(search).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sttus=approved            | 'sttus' at character 1 is no field
            sttus=approved            | Did you mean status?
            version=1 author          | 'author' at character 11 is no term
            version=1 =ada            | '=ada' at character 11 is no term
            metric.map50>=high        | 'high' at character 15 is no number
            tag.photos>many           | 'many' at character 12 is no number
            description~"open         | 'description~"open' at character 1 is no term
            version=1;drop            | [accepted]
            """)
    void shouldSayWhereItDoesNotUnderstand(String search, String message) {
        if (message.equals("[accepted]")) {
            assertThat(matches(search)).isFalse();
        } else {
            assertThatThrownBy(() -> VersionSearch.parse(search)).hasMessageContaining(message);
        }
    }

    /** Whatever somebody types is understood or refused in words, and found again when it is quoted. */
    @Property
    void shouldUnderstandAnyTextOrSayWhyNot(@ForAll @StringLength(max = 30) String text) {
        try {
            VersionSearch.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("at character");
        }
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        register();
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), new DescribeVersion("1", "<" + text + ">"));
        assertThat(matches("description~" + quoted)).as(quoted).isTrue();
    }
}
