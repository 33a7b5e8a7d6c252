package io.verdict.streams.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.events.CurationStatus;
import io.verdict.events.HealthWindow;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelVersion;
import io.verdict.events.RawImage;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionStatus;
import io.verdict.streams.Samples;
import io.verdict.streams.app.AppHealth;
import io.verdict.streams.registry.search.Query;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RememberingViews views = new RememberingViews();
    private final FewModels models = new FewModels();
    private final List<AppHealth> apps = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private ReadApi api;

    @BeforeEach
    void start() throws Exception {
        api = ReadApi.start(new InetSocketAddress("localhost", 0), views, models, () -> apps);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + api.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(int status, String path) throws Exception {
        HttpResponse<String> response = ask("GET", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(response.body());
    }

    @Test
    void shouldAnswerWithARowAndTheOffsetsThatItReflects() throws Exception {
        JsonNode answer = get(200, "/views/raw_images/image%2F1");
        assertThat(views.asked).containsExactly("raw_images image/1");
        assertThat(answer.at("/row/photo/imageId").asText()).isEqualTo("image/1");
        assertThat(answer.at("/asOf/offsets/image-uploads/2").asLong()).isEqualTo(41);
        assertThat(answer.at("/asOf/partitions/0").asInt()).isEqualTo(2);
    }

    @Test
    void shouldSayHowARolloutFares() throws Exception {
        JsonNode rollout = get(200, "/models/car-damage").at("/model/rollout");
        assertThat(rollout.get("healthyMillis").asLong()).isEqualTo(10_000);
        assertThat(rollout.at("/latest/failures").asLong()).isOne();
        assertThat(rollout.at("/latest/p95Millis").asDouble()).isEqualTo(12.5);
        assertThat(rollout.at("/latest/disagreement").asDouble()).isEqualTo(0.25);
    }

    @Test
    void shouldAskForFeaturesByGroupAndEntity() throws Exception {
        get(200, "/views/features/baskets/customer%2F1");
        get(200, "/views/features?group=baskets");
        assertThat(views.asked)
                .containsExactly(
                        "features baskets\0customer/1",
                        "features Query[part=Optional[baskets], limit=50, after=Optional.empty]");
    }

    /** LAB-1, LAB-3. */
    @Test
    void shouldAskForLabelsByPhoto() throws Exception {
        get(200, "/views/labels?limit=3");
        get(200, "/views/label_queue/image-1");
        assertThat(views.asked)
                .containsExactly(
                        "labels Query[part=Optional.empty, limit=3, after=Optional.empty]", "label_queue image-1");
        assertThat(get(400, "/views/labels?listing=car-1").toString()).contains("listing");
    }

    @Test
    void shouldAnswerPageByPage() throws Exception {
        JsonNode first = get(200, "/views/curated_images?listing=listing+1&limit=2");
        assertThat(first.get("rows")).hasSize(2);
        JsonNode second =
                get(200, "/views/curated_images?after=" + first.get("next").asText());
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(views.asked)
                .containsExactly(
                        "curated_images Query[part=Optional[listing 1], limit=2, after=Optional.empty]",
                        "curated_images Query[part=Optional.empty, limit=50, after=Optional[Cursor[partition=2, key=k:1]]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | /                                     | There is nothing at /
            404 | /views                                | /views/{view}
            404 | /views/raw_image                      | Did you mean raw_images?
            404 | /views/prices/nobody                  | no row for listing 'nobody' in the partitions served here, [2]
            404 | /views/prices/nobody/again            | There is nothing at /views/prices/nobody/again
            404 | /views/features/baskets               | /views/features/{group}/{entity}
            404 | /views/features/baskets/nobody        | no row for entity 'nobody' of group 'baskets'
            400 | /views/features?listing=l             | there are after, group and limit
            400 | /views/raw_images?limit=0             | 'limit' is '0'; write a number from 1 to 500
            400 | /views/raw_images?limit=many          | 'limit' is 'many'
            400 | /views/raw_images?listng=l            | Did you mean listing?
            400 | /views/raw_images?after=%21           | is no cursor
            400 | /views/raw_images?after=MQ            | is no cursor
            400 | /views/raw_images/image-1?limit=3     | remove [limit]
            404 | /models/nobody                        | There is no model 'nobody'
            404 | /models/car-damage/9                  | There is no version '9' of 'car-damage'
            404 | /models/car-damage/1/metrics          | /models/{model}/{version}
            400 | /models?search=sate%3Dx              | Did you mean state?
            400 | /models?search=author%3Dx&limit=0     | 'limit' is '0'
            400 | /models?serch=x                       | Did you mean search?
            400 | /models/car-damage?limit=1            | this takes none
            """)
    void shouldSayWhatIsWrongWithAQuestion(int status, String path, String text) throws Exception {
        assertThat(get(status, path).get("error").asText()).contains(text);
    }

    @Test
    void shouldAnswerAboutModels() throws Exception {
        assertThat(get(200, "/models").at("/models/0/model").asText()).isEqualTo("car-damage");
        JsonNode model = get(200, "/models/car-damage");
        assertThat(model.at("/model/revision").asLong()).isEqualTo(7);
        assertThat(model.at("/versions/0/version/version").asText()).isEqualTo("1");
        assertThat(model.at("/asOf/offsets/models/0").asLong()).isEqualTo(6);
        assertThat(get(200, "/models/car-damage/1").at("/version/ordinal").asInt())
                .isZero();
        assertThat(get(200, "/models?search=author%3Dada").get("versions")).hasSize(1);
        assertThat(get(200, "/models?search=author%3Dmia").get("versions")).isEmpty();
    }

    @Test
    void shouldBeUnavailableWhileViewsAreRestored() throws Exception {
        views.restoring = true;
        HttpResponse<String> response = ask("GET", "/views/raw_images");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).contains("restores its views");
    }

    @Test
    void shouldTellHealth() throws Exception {
        apps.add(new AppHealth("catalog", "RUNNING", true, Optional.empty()));
        assertThat(get(200, "/health").get("status").asText()).isEqualTo("UP");
        apps.add(new AppHealth("pricing", "ERROR", false, Optional.of("java.lang.Error: boom")));
        JsonNode down = get(503, "/health");
        assertThat(down.get("status").asText()).isEqualTo("DOWN");
        assertThat(down.at("/apps/1/failure").asText()).contains("boom");
    }

    @Test
    void shouldOnlyBeRead() throws Exception {
        assertThat(ask("POST", "/views/raw_images").statusCode()).isEqualTo(405);
        assertThat(ask("HEAD", "/views/raw_images").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAnswerWhenItFailsItself() throws Exception {
        views.broken = true;
        assertThat(get(500, "/views/raw_images").get("error").asText()).contains("its log says more");
    }

    private static final class RememberingViews implements Views {

        private final List<String> asked = new ArrayList<>();
        private boolean restoring;
        private boolean broken;

        @Override
        public Found one(View view, String id) {
            asked.add(view.path() + " " + id);
            return new Found(id.endsWith("nobody") ? Optional.empty() : Optional.of(row(id)), asOf());
        }

        @Override
        public Page page(View view, Query query) {
            if (restoring) {
                throw new ViewsUnavailableException("The catalog restores its views.");
            }
            if (broken) {
                throw new IllegalStateException("broken");
            }
            asked.add(view.path() + " " + query);
            Optional<Cursor> next = query.after().isPresent() ? Optional.empty() : Optional.of(new Cursor(2, "k:1"));
            return new Page(List.of(row("image-1"), row("image-2")), next, asOf());
        }

        private static SpecificRecord row(String imageId) {
            return new RawImage(
                    Samples.photo("listing-1", imageId, "a"),
                    CurationStatus.UPLOADED,
                    List.of(),
                    new LogPosition("image-uploads", 2, 41L, "event"));
        }

        private static AsOf asOf() {
            return new AsOf(new TreeMap<>(Map.of("image-uploads", new TreeMap<>(Map.of(2, 41L)))), List.of(2));
        }
    }

    private static final class FewModels implements ModelViews {

        private static final LogPosition LATEST = new LogPosition("models", 0, 6L, "event");
        private static final AsOf AS_OF =
                new AsOf(new TreeMap<>(Map.of("models", new TreeMap<>(Map.of(0, 6L)))), List.of(0));
        private static final HealthWindow WINDOW =
                new HealthWindow(Samples.NOON, Samples.NOON.plusSeconds(10), 20L, 1L, 12.5, 0.25);
        private static final RegisteredModel MODEL = new RegisteredModel(
                "car-damage",
                7L,
                LATEST,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                List.of(),
                new RolloutUnderWay("rollout-1", "1", RolloutStage.SHADOW, false, 10_000L, 20L, WINDOW.getTo(), WINDOW),
                null);
        private static final RegisteredVersion VERSION = new RegisteredVersion(
                "car-damage",
                0,
                LATEST,
                ModelVersion.newBuilder()
                        .setVersion("1")
                        .setStatus(VersionStatus.REGISTERED)
                        .setArtifact(Samples.object("graph"))
                        .setSpecification("{}")
                        .setThresholds(new Thresholds(0.3f, 0.5f, 50))
                        .setAuthor("ada")
                        .setRegisteredBy("ada")
                        .setDescription("")
                        .setTags(Map.of())
                        .setRegisteredAt(Samples.NOON)
                        .setDeclined(false)
                        .build());

        @Override
        public Answer<List<RegisteredModel>> models() {
            return new Answer<>(List.of(MODEL), AS_OF);
        }

        @Override
        public Answer<Optional<Model>> model(String name) {
            return new Answer<>(
                    name.equals("car-damage") ? Optional.of(new Model(MODEL, List.of(VERSION))) : Optional.empty(),
                    AS_OF);
        }

        @Override
        public Answer<Optional<RegisteredVersion>> version(String model, String version) {
            return new Answer<>(version.equals("1") ? Optional.of(VERSION) : Optional.empty(), AS_OF);
        }

        @Override
        public Answer<List<RegisteredVersion>> search(Query query, int limit) {
            return new Answer<>(query.matches(MODEL, VERSION.getVersion()) ? List.of(VERSION) : List.of(), AS_OF);
        }
    }
}
