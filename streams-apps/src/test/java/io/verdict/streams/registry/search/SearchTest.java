package io.verdict.streams.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.events.DatasetReference;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.LogPosition;
import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final ModelVersion ONE = version("1", "ada", VersionStatus.RETIRED, 0.8);
    private static final ModelVersion TWO = ModelVersion.newBuilder(version("2", "Bo", VersionStatus.CHAMPION, 0.9))
            .setTags(Map.of("team", "vision", "note", "a b"))
            .setRunId("run 2")
            .build();
    private static final ModelVersion BARE = ModelVersion.newBuilder(version("1", "ada", VersionStatus.REGISTERED, 0))
            .setEvaluation(null)
            .build();
    private static final List<RegisteredModel> MODELS =
            List.of(model("number-plates", BARE), model("car-damage", ONE, TWO));

    private static RegisteredModel model(String name, ModelVersion... versions) {
        return RegisteredModel.newBuilder()
                .setModel(name)
                .setRevision(1)
                .setLatest(new LogPosition("t", 0, 0L, null))
                .setVersions(List.of(versions))
                .setAliases(versions.length > 1 ? Map.of("stable", "1", "best", "2", "next", "2") : Map.of())
                .setChampions(List.of())
                .build();
    }

    private static ModelVersion version(String name, String author, VersionStatus status, double map50) {
        return ModelVersion.newBuilder()
                .setVersion(name)
                .setStatus(status)
                .setArtifact(new StoredObject("file:///m", null, name.repeat(64), "0".repeat(32), 1000L))
                .setSpecification("{}")
                .setThresholds(new Thresholds(0.3f, 0.5f, 50))
                .setAuthor(author)
                .setRegisteredBy("mia")
                .setDescription("Finds Damage")
                .setTags(Map.of())
                .setRegisteredAt(Instant.parse("2026-05-0" + name + "T12:00:00Z"))
                .setDeclined(false)
                .setEvaluation(new JudgedEvaluation(
                        "e",
                        new DatasetReference("held-out", "d".repeat(64)),
                        List.of(
                                new Measurement("map50", null, map50),
                                new Measurement("ap50", "class=dent", map50 / 2)),
                        List.of(),
                        true,
                        "digest"))
                .build();
    }

    private static List<String> found(String query) {
        return found(new Search(Query.parse(query), Optional.empty(), false, 100));
    }

    private static List<String> found(Search search) {
        return search.in(MODELS).hits().stream()
                .map(hit -> hit.model().getModel() + " " + hit.version().getVersion())
                .toList();
    }

    @Test
    void shouldFindVersionsForWhichEveryTermHolds() {
        assertThat(found("")).containsExactly("car-damage 1", "car-damage 2", "number-plates 1");
        assertThat(found(
                        "  state=champion   metric.map50>=0.9 tag.team=vision name~DAMAGE dataset=held-out author=Bo "))
                .containsExactly("car-damage 2");
        assertThat(found("state!=champion")).containsExactly("car-damage 1", "number-plates 1");
        assertThat(found("state=Gates-Passed")).isEmpty();
        assertThat(found("metric.map50<0.9")).containsExactly("car-damage 1");
        assertThat(found("metric.ap50[class=dent]>0.4")).containsExactly("car-damage 2");
        assertThat(found("metric.ap50>0")).isEmpty();
        assertThat(found("author=bo")).isEmpty();
        assertThat(found("author~bo")).containsExactly("car-damage 2");
        assertThat(found("tag.note=\"a b\"")).containsExactly("car-damage 2");
        assertThat(found("run=\"run 2\" registrar=mia size<=1000 sha256~222")).containsExactly("car-damage 2");
        assertThat(found("registered>=2026-05-02")).containsExactly("car-damage 2");
        assertThat(found("registered<2026-05-01T12:00:01Z name=car-damage")).containsExactly("car-damage 1");
        assertThat(found("dataset=" + "d".repeat(64) + " version=1")).containsExactly("car-damage 1");
        assertThat(found("description~damage alias=best alias=next")).containsExactly("car-damage 2");
    }

    @Test
    void shouldHoldNothingButUnequalForWhatIsNotThere() {
        assertThat(found("name=number-plates metric.map50!=0.5 tag.team!=vision run!=x alias!=best"))
                .containsExactly("number-plates 1");
        assertThat(found("name=number-plates metric.map50<=1")).isEmpty();
        assertThat(found("name=number-plates tag.team~\"\"")).isEmpty();
        assertThat(found("alias!=best")).containsExactly("car-damage 1", "number-plates 1");
    }

    @Test
    void shouldSortWithWhatHasNoValueLastAndLimit() {
        Optional<Field> byMetric = Optional.of(Field.parse("metric.map50"));
        assertThat(found(new Search(Query.parse(""), byMetric, true, 100)))
                .containsExactly("car-damage 2", "car-damage 1", "number-plates 1");
        assertThat(found(new Search(Query.parse(""), byMetric, false, 100)))
                .containsExactly("car-damage 1", "car-damage 2", "number-plates 1");
        Search.Found two = new Search(Query.parse(""), Optional.of(Field.parse("author")), false, 2).in(MODELS);
        assertThat(two.total()).isEqualTo(3);
        assertThat(two.hits()).extracting(hit -> hit.version().getAuthor()).containsExactly("Bo", "ada");
        assertThatThrownBy(() -> new Search(Query.parse(""), byMetric, true, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhereAQueryMeansNothingAndWhatWasMeant() {
        refuses("state=approved nmae~x", 16, "there is no field 'nmae'. Did you mean name?");
        refuses("metrik.map50>1", 1, "Did you mean metric.map50?");
        refuses("tag.=1", 1, "there is no field 'tag.'");
        refuses("metric.[a]=1", 1, "metric.NAME[SLICE]");
        refuses("state=aproved", 7, "there is no state 'aproved'. Did you mean approved?");
        refuses("state>approved", 6, "cannot be asked with >, only with = !=");
        refuses("author>=a", 7, "only with = != ~");
        refuses("metric.map50~9", 13, "cannot be asked with ~");
        refuses("metric.map50>=high", 15, "'high' is no number");
        refuses("metric.map50>=NaN", 15, "no number");
        refuses("metric.map50>=1e999", 15, "no number");
        refuses("registered>=yesterday", 13, "is no time");
        refuses("registered=2026-05-01", 11, "cannot be asked with =");
        refuses("author", 7, "an operator is missing");
        refuses("author = ada", 7, "an operator is missing");
        refuses("=ada", 1, "a field is missing");
        refuses("author=", 8, "a value is missing");
        refuses("author= ada", 8, "a value is missing");
        refuses("author==ada", 8, "a second operator");
        refuses("author=\"ada", 8, "do not end");
        refuses("author=\"ada\\", 8, "do not end");
        refuses("author=\"ada\"x", 13, "without a space");
        refuses("author=a=b", 9, "without a space");
    }

    private static void refuses(String query, int column, String text) {
        QueryException refusal = catchThrowableOfType(QueryException.class, () -> Query.parse(query));
        assertThat(refusal).as(query).isNotNull();
        assertThat(refusal).hasMessageContaining(text);
        assertThat(refusal.column()).as(refusal.getMessage()).isEqualTo(column);
    }
}
