package io.verdict.launcher.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.events.Championship;
import io.verdict.events.LogPosition;
import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionStatus;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.launcher.platform.ShippedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped detector, measured as a registered version on drawn photos, and everything that keeps it from that (TRN-5, 6). */
class DetectorEvaluatorTest {
    private static final ShippedModel SHIPPED = ShippedModel.load();
    private static final int PHOTOS = 5;

    @TempDir
    static Path folder;

    private static ObjectStore store;
    private static StoredObject graph;
    private static PhotoSet photos;

    @BeforeAll
    static void prepare() throws IOException {
        store = ObjectStores.open(folder.resolve("objects").toUri().toString(), StoreOptions.defaults());
        graph = stored(SHIPPED.onnx());
        Studio studio = new Studio(StudioConfig.defaults().withSize(640, 480));
        photos = PhotoSet.write(folder.resolve("photos"), PHOTOS, 3_000_000, studio, 1, (done, total) -> {});
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static StoredObject stored(byte[] bytes) throws IOException {
        return store.put(
                Content.of(bytes),
                new Placement(Zone.MODELS, "car-damage", LocalDate.of(2026, 5, 1), "onnx"),
                ObjectTags.none());
    }

    private static ModelVersion version(String name, StoredObject artifact, DetectorSpec spec) {
        return ModelVersion.newBuilder()
                .setVersion(name)
                .setStatus(VersionStatus.REGISTERED)
                .setArtifact(artifact)
                .setSpecification(spec.withVersion(name).toJson())
                .setThresholds(new Thresholds(spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections()))
                .setAuthor("ada")
                .setRegisteredBy("ada")
                .setDescription("")
                .setTags(Map.of())
                .setRegisteredAt(Instant.EPOCH)
                .setDeclined(false)
                .build();
    }

    private static RegisteredModel model(ModelVersion... versions) {
        LogPosition somewhere = new LogPosition("models", 0, 1L, "event");
        return RegisteredModel.newBuilder()
                .setModel("car-damage")
                .setRevision(3)
                .setLatest(somewhere)
                .setDeclaration(SHIPPED.declaration())
                .setVersions(List.of(versions))
                .setAliases(Map.of())
                .setChampions(List.of(new Championship("1", "rollout")))
                .build();
    }

    private static DetectorEvaluator evaluator(RegisteredModel model) {
        return new DetectorEvaluator(
                model, store, new Measure(new Bootstrap(20, 0.9, 1), Set.of(), 2), (done, total) -> {});
    }

    private static EvaluationReport evaluate(ModelVersion version, Path data, OptionalDouble threshold)
            throws EvaluationRefusedException, IOException {
        DetectorEvaluator evaluator = evaluator(model(version("1", graph, SHIPPED.spec()), version));
        return evaluator.evaluate(
                version.getVersion(),
                evaluator.competitor(version.getVersion()),
                EvaluationData.open(data, "test", store),
                threshold);
    }

    @Test
    void shouldMeasureTheVersionAndTheOneThatServesOnTheSamePhotos() throws Exception {
        EvaluationReport report =
                evaluate(version("2", graph, SHIPPED.spec()), photos.directory(), OptionalDouble.empty());

        Map<String, Double> measured = report.candidate().measurements().stream()
                .collect(Collectors.toMap(one -> one.getMetric() + "/" + one.getSlice(), Measurement::getValue));
        assertThat(measured).containsKeys("map50/null", "ap50/class=scratch", "recall/class=dent", "ar100/null");
        assertThat(measured.get("map50/null")).isGreaterThan(0.5);
        assertThat(measured.keySet()).anyMatch(name -> name.matches("map50/brightness=(dark|medium|bright)"));
        assertThat(measured.keySet()).anyMatch(name -> name.startsWith("map/setting="));
        assertThat(report.serving().measurements()).isEqualTo(report.candidate().measurements());
        assertThat(report.differences())
                .filteredOn(one -> one.difference() != null)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.shown()).isFalse());
        assertThat(report.data().sha256())
                .isEqualTo(ImageFetcher.sha256(
                        Files.readAllBytes(photos.directory().resolve("annotations.json"))));
        assertThat(report.candidate().artifactSha256()).isEqualTo(SHIPPED.sha256());
        assertThat(ReportText.markdown(report))
                .contains("# car-damage 2", "Against version 1", "## Confusion", "| background |", "too few to judge");
        assertThat(report.json()).contains("\"subject\" : \"car-damage 2 on photos\"", "\"confusion\"");
    }

    @Test
    void shouldMeasureNoPrecisionWhereNothingIsShown() throws Exception {
        EvaluationReport report =
                evaluate(version("2", graph, SHIPPED.spec()), photos.directory(), OptionalDouble.of(1));

        assertThat(report.candidate().scoreThreshold()).isEqualTo(1);
        assertThat(report.candidate().measurements())
                .noneMatch(one -> one.getMetric().equals("precision"))
                .anyMatch(one -> one.getMetric().equals("recall") && one.getValue() == 0);
        assertThat(ReportText.markdown(report)).contains("- precision: Nothing was found at the serving threshold.");
        assertThat(report.serving().scoreThreshold()).isLessThan(1);
    }

    @Test
    void shouldTellThresholdsApartAsTheyAreServed() throws Exception {
        ModelVersion strict = ModelVersion.newBuilder(version("2", graph, SHIPPED.spec()))
                .setThresholds(new Thresholds(
                        1f, SHIPPED.spec().iouThreshold(), SHIPPED.spec().maxDetections()))
                .build();

        EvaluationReport report = evaluate(strict, photos.directory(), OptionalDouble.empty());

        assertThat(report.candidate().measurements())
                .anyMatch(one -> one.getMetric().equals("recall") && one.getValue() == 0);
        assertThat(report.serving().measurements())
                .noneMatch(one -> one.getMetric().equals("recall") && one.getSlice() == null && one.getValue() == 0);
    }

    @Test
    void shouldMeasureTheVersionAloneWhereTheOneThatServesFitsTheDeclarationNoLonger() throws Exception {
        DetectorSpec rust = DetectorSpec.fromJson(SHIPPED.spec().toJson().replace("\"dent\"", "\"rust\""));

        EvaluationReport report = evaluator(model(version("1", graph, rust), version("2", graph, SHIPPED.spec())))
                .evaluate(
                        "2",
                        Optional.of("1"),
                        EvaluationData.open(photos.directory(), "test", store),
                        OptionalDouble.empty());

        assertThat(report.serving()).isNull();
        assertThat(report.candidate().measurements()).isNotEmpty();
        assertThat(report.notCompared())
                .isEqualTo("Version 1 was not measured beside it. The classes of car-damage 1 are [scratch, rust],"
                        + " those of the declaration in force [scratch, dent].");
        assertThat(report.markdown()).contains("## Not compared", report.notCompared());
        assertThat(report.command("e").getComparedVersion()).isNull();
    }

    private void refuses(ModelVersion version, Path data, String... words) {
        assertThatThrownBy(() -> evaluate(version, data, OptionalDouble.empty()))
                .isInstanceOf(EvaluationRefusedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void shouldRefuseGraphsThatAreNotWhatWasRegistered() throws IOException {
        Path data = photos.directory();
        byte[] other = SHIPPED.onnx().clone();
        other[other.length / 2] ^= 1;
        StoredObject altered = stored(other);
        Path place = Path.of(URI.create(altered.getUri()));
        Files.delete(place);
        Files.write(place, SHIPPED.onnx());
        refuses(version("2", altered, SHIPPED.spec()), data, "car-damage 2", "is not what was registered");
        StoredObject gone = stored(new byte[] {1, 2, 3});
        Files.delete(Path.of(URI.create(gone.getUri())));
        refuses(version("2", gone, SHIPPED.spec()), data, "car-damage 2", "not where it was registered");
        refuses(version("2", stored(new byte[] {9}), SHIPPED.spec()), data, "car-damage 2 cannot be run");
        DetectorSpec rust = DetectorSpec.fromJson(SHIPPED.spec().toJson().replace("\"dent\"", "\"rust\""));
        refuses(version("2", graph, rust), data, "[scratch, rust]", "[scratch, dent]");
        assertThatThrownBy(() -> evaluator(model())
                        .evaluate(
                                "7",
                                Optional.empty(),
                                EvaluationData.open(data, "test", store),
                                OptionalDouble.empty()))
                .hasMessageContaining("There is no version '7' of car-damage");
    }

    private static Path manifest(String name, List<String> lines) throws IOException {
        return Files.writeString(photos.directory().resolve(name), String.join("\n", lines) + "\n");
    }

    private static String line(String image, String uri, String sha256, String boxes) {
        return """
                {"image":"%s","uri":"%s","sha256":"%s","group":"vehicle","split":"test","boxes":[%s],"attributes":{"region":"north"}}""".formatted(image, uri, sha256, boxes);
    }

    @Test
    void shouldReadADataSetsManifest() throws Exception {
        List<String> lines = new ArrayList<>();
        for (PhotoSet.Entry entry : photos.entries()) {
            String boxes = entry.damages().stream()
                    .map(one -> "{\"class\":\"%s\",\"left\":%s,\"top\":%s,\"width\":%s,\"height\":%s}"
                            .formatted(one.type().label(), one.x(), one.y(), one.width(), one.height()))
                    .collect(Collectors.joining(","));
            lines.add(line(entry.file(), entry.file(), entry.sha256(), boxes));
        }
        lines.add("{\"image\":\"x\",\"uri\":\"nowhere\",\"sha256\":\"%s\",\"split\":\"train\",\"boxes\":[]}"
                .formatted("0".repeat(64)));
        Path file = manifest("manifest.jsonl", lines);

        EvaluationReport report = evaluate(version("2", graph, SHIPPED.spec()), file, OptionalDouble.empty());

        EvaluationReport drawn =
                evaluate(version("2", graph, SHIPPED.spec()), photos.directory(), OptionalDouble.empty());
        assertThat(report.data().photos()).isEqualTo(PHOTOS);
        assertThat(report.data().name()).isEqualTo("manifest.jsonl (test)");
        assertThat(report.candidate().estimates().groups()).isOne();
        assertThat(report.candidate().estimates().overall())
                .extracting(one -> one.metric() + one.slice() + one.value())
                .isEqualTo(drawn.candidate().estimates().overall().stream()
                        .map(one -> one.metric() + one.slice() + one.value())
                        .toList());
        assertThat(report.candidate().measurements())
                .anyMatch(one ->
                        "region=north".equals(one.getSlice()) && one.getMetric().equals("map50"));
    }

    @Test
    void shouldRefuseDataThatIsNotWhatItSays() throws IOException {
        ModelVersion version = version("2", graph, SHIPPED.spec());
        PhotoSet.Entry first = photos.entries().get(0);
        Files.writeString(photos.directory().resolve("broken.jpg"), "no photo");
        String broken =
                ImageFetcher.sha256(Files.readAllBytes(photos.directory().resolve("broken.jpg")));
        refuses(
                version,
                manifest("unreadable.jsonl", List.of(line("b", "broken.jpg", broken, ""))),
                "Photo b cannot be looked at");
        refuses(
                version,
                manifest("altered.jsonl", List.of(line("a", first.file(), broken, ""))),
                "Photo a",
                first.sha256(),
                broken + " was labelled");
        refuses(
                version,
                manifest("missing.jsonl", List.of(line("m", "photos/none.jpg", broken, ""))),
                "Photo m cannot be read");
        refuses(
                version,
                manifest("foreign.jsonl", List.of(line("f", "file:///etc/none.jpg", broken, ""))),
                "Photo f cannot be read");
        String rust = "{\"class\":\"rust\",\"left\":1,\"top\":1,\"width\":5,\"height\":5}";
        refuses(
                version,
                manifest("rust.jsonl", List.of(line("r", first.file(), first.sha256(), rust))),
                "Photo r is labelled 'rust'");
        String twice = line("t", first.file(), first.sha256(), "");
        refuses(version, manifest("twice.jsonl", List.of(twice, twice)), "t is in the evaluation twice");
        refuses(version, folder.resolve("nowhere"), "neither a photo set nor a manifest");
        refuses(version, folder, "is no photo set");
    }

    @Test
    void shouldNamePlaceAndFieldOfWhatIsWrongInAManifest() throws IOException {
        ModelVersion version = version("2", graph, SHIPPED.spec());
        String good = line("g", "g.jpg", "0".repeat(64), "");
        refuses(version, manifest("json.jsonl", List.of(good, "{")), "json.jsonl:2", "no JSON");
        refuses(
                version,
                manifest("sha.jsonl", List.of(line("a", "a", "12", ""))),
                "sha.jsonl:1",
                "sha256 is no SHA-256");
        String flat = "{\"class\":\"dent\",\"left\":1,\"top\":1,\"width\":0,\"height\":5}";
        refuses(version, manifest("flat.jsonl", List.of(line("a", "a", "0".repeat(64), flat))), "boxes[0] has no area");
        String wide = "{\"class\":\"dent\",\"left\":1,\"top\":1,\"width\":\"5\",\"height\":5}";
        refuses(version, manifest("wide.jsonl", List.of(line("a", "a", "0".repeat(64), wide))), "boxes[0].width");
        refuses(version, manifest("id.jsonl", List.of(good.replace("\"image\"", "\"photo\""))), "image is missing");
        refuses(
                version,
                manifest("odds.jsonl", List.of(good.replace("\"split\"", "\"probability\":0,\"split\""))),
                "probability 0.0");
        refuses(
                version,
                manifest("split.jsonl", List.of(good.replace("test", "train"))),
                "no photo in the split 'test'");
    }
}
