package io.verdict.launcher.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.Box;
import io.verdict.events.ImageFormat;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Photos and what is said about them, with fixed ids and times. */
final class LabelEvents {

    static final Instant NOW = Instant.parse("2026-05-15T10:00:00Z");

    private LabelEvents() {}

    static StoredObject stored(String sha256) {
        return new StoredObject("s3://bucket/raw/" + sha256 + ".jpg", null, sha256, "0".repeat(32), 1000L);
    }

    static Photo photo(String imageId, StoredObject object, int orientation) {
        return new Photo(
                imageId,
                "car-1",
                "dealer",
                "dana",
                "ap-south-1",
                NOW,
                object,
                ImageFormat.JPEG,
                1600,
                1200,
                orientation,
                null,
                null);
    }

    static LabelBox box(String label, float x, float y, float width, float height) {
        return new LabelBox(label, new Box(x, y, width, height), "ada", NOW, null, false, Map.of());
    }

    static LabelSet set(String id, String imageId, String model, LabelBox... boxes) {
        LabelledImage image =
                new LabelledImage(imageId, "car-1", stored("f00d" + imageId), 1600, 1200, "dealer", "ap-south-1", NOW);
        return new LabelSet(id, image, "ada", "ada", NOW, LabelSource.IMPORT, "a file", model, List.of(boxes));
    }

    static LabelEvent submitted(long revision, LabelSet set) {
        return event(revision, set.getImage().getImageId(), set.getLabelSetId(), new LabelSubmitted(set, null));
    }

    static LabelEvent approved(long revision, LabelSet set) {
        return event(
                revision,
                set.getImage().getImageId(),
                "approve-" + set.getLabelSetId(),
                new LabelApproved(set, "mia", false, ""));
    }

    static LabelEvent refused(String imageId, String commandId) {
        return event(
                0,
                imageId,
                commandId,
                new LabelCommandRefused("SubmitLabels", LabelRefusalCode.UNKNOWN_IMAGE, "A rule.", "A text."));
    }

    private static LabelEvent event(long revision, String imageId, String commandId, Object fact) {
        LogPosition cause = new LogPosition(Topics.LABEL_COMMANDS.name(), 0, revision, commandId);
        Meta meta = Envelope.causedBy(
                Envelope.fresh(Clock.fixed(NOW, ZoneOffset.UTC), "ada"), cause, NOW, "labels-app", "fact-" + revision);
        return new LabelEvent(meta, imageId, revision, fact);
    }

    static LogPosition at(LabelEvent event, long offset) {
        return Envelope.position(Topics.LABELS.name(), 0, offset, event.getMeta());
    }
}
