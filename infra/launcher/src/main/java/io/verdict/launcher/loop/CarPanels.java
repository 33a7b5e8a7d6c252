package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.studio.Damage;
import io.verdict.connectors.studio.Photo;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.events.LabelSource;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.launcher.registry.Actor;
import io.verdict.streams.curation.CurationConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Scratches and dents on car panels, labelled by one person (SYS-1). */
final class CarPanels implements LoopSubject {

    private static final int PER_LISTING = 2;
    /** Most photos show damage, so that few of them teach much. */
    private static final double UNDAMAGED = 0.1;

    private final Studio studio = new Studio(
            StudioConfig.defaults().withSize(LoopPlan.WIDTH, LoopPlan.HEIGHT).withUndamagedShare(UNDAMAGED));

    @Override
    public Shot draw(long seed, int number) {
        Photo photo = studio.draw(seed + number);
        return new Shot(
                photo.jpeg(),
                photo.width(),
                photo.height(),
                photo.damages().stream().map(CarPanels::seen).toList());
    }

    private static Shot.Seen seen(Damage damage) {
        return new Shot.Seen(damage.type().label(), damage.x(), damage.y(), damage.width(), damage.height());
    }

    @Override
    public UploadDetails details(long seed, int number) {
        return upload("panel-%s-%04d".formatted(Long.toString(seed, Character.MAX_RADIX), number / PER_LISTING));
    }

    @Override
    public IntFunction<Live> live(long seed) {
        PhotoFeed feed = PhotoFeed.good(seed, LoopPlan.WIDTH, LoopPlan.HEIGHT);
        return number -> {
            PhotoFeed.Upload upload = feed.upload(number);
            return new Live(upload.bytes(), upload(upload.listing()));
        };
    }

    private static UploadDetails upload(String listing) {
        return new UploadDetails(listing, "demo", CurationConfig.APP, "local");
    }

    @Override
    public HandedIn annotate(List<LabelledShot> shots, Path folder) {
        return new HandedIn(LabelSource.PERSON, "drawn with its boxes", shots);
    }

    @Override
    public Set<String> routes(String model) {
        return Set.of(model);
    }

    @Override
    public Actor scientist() {
        return People.SCIENTIST;
    }

    @Override
    public boolean strict() {
        return false;
    }
}
