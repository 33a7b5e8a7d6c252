package io.verdict.launcher.scenario;

import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.studio.AerialConfig;
import io.verdict.connectors.studio.AerialObject;
import io.verdict.connectors.studio.AerialPhoto;
import io.verdict.connectors.studio.AerialStudio;
import io.verdict.launcher.loop.HandedIn;
import io.verdict.launcher.loop.LabelledShot;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.LoopSubject;
import io.verdict.launcher.loop.Shot;
import io.verdict.launcher.registry.Actor;
import io.verdict.topics.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Vehicles, people and buildings as a drone sees them (SYS-2): some scenes a flight, labelled by a Ground Truth job,
 * trained on by a data scientist who may not approve.
 *
 * @param job labels the scenes
 * @param others models that decide on photos of all other sources
 */
record AerialScenes(GroundTruthJob job, Set<String> others) implements LoopSubject {

    /** The source of photos that drones take. */
    static final String SOURCE = "survey";

    static final List<String> CLASSES = List.of("vehicle", "person", "building");

    private static final int PER_FLIGHT = 3;
    private static final AerialStudio STUDIO =
            new AerialStudio(AerialConfig.defaults().withSize(LoopPlan.WIDTH, LoopPlan.HEIGHT));
    private static final Actor SCIENTIST = new Actor("ada", Role.DATA_SCIENTIST.identity());

    AerialScenes {
        others = Set.copyOf(others);
    }

    @Override
    public Shot draw(long seed, int number) {
        AerialPhoto photo = STUDIO.draw(seed + number, seed + number / PER_FLIGHT);
        return new Shot(
                photo.jpeg(),
                photo.width(),
                photo.height(),
                photo.objects().stream().map(AerialScenes::seen).toList());
    }

    private static Shot.Seen seen(AerialObject object) {
        return new Shot.Seen(object.type().label(), object.x(), object.y(), object.width(), object.height());
    }

    @Override
    public UploadDetails details(long seed, int number) {
        String flight = "flight-%s-%04d".formatted(Long.toString(seed, Character.MAX_RADIX), number / PER_FLIGHT);
        return new UploadDetails(flight, "drone", SOURCE, "local");
    }

    @Override
    public IntFunction<Live> live(long seed) {
        return number -> new Live(draw(seed, number).jpeg(), details(seed, number));
    }

    @Override
    public HandedIn annotate(List<LabelledShot> shots, Path folder) throws IOException {
        return job.annotate(shots, folder);
    }

    @Override
    public Set<String> routes(String model) {
        return Stream.concat(others.stream(), Stream.of(model + "@" + SOURCE)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Actor scientist() {
        return SCIENTIST;
    }

    @Override
    public boolean strict() {
        return true;
    }
}
