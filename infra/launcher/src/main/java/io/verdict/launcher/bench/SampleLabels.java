package io.verdict.launcher.bench;

import io.verdict.events.Box;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.StoredObject;
import io.verdict.launcher.bench.ReplayCase.Event;
import io.verdict.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is said about photo {@code index}, in {@value #PER_PHOTO} facts: two annotators' label sets, of which one is
 * approved and ends the other; of every 20 photos, one has its approval taken back and waits again. Pure.
 */
final class SampleLabels {

    static final int PER_PHOTO = 4;

    private static final int CYCLE = 20;
    private static final int TAKEN_BACK = 7;
    private static final String MODEL = "car-damage";

    private SampleLabels() {}

    /** Photos of that many whole histories whose labels hold in the end. */
    static long approved(long photos) {
        long whole = photos / CYCLE * (CYCLE - 1);
        long rest = photos % CYCLE;
        return whole + rest - (rest > TAKEN_BACK ? 1 : 0);
    }

    static List<Event> events(long index) {
        LabelSet first = set(index, "ada", 1);
        LabelSet second = set(index, "bob", 2);
        boolean takenBack = index % CYCLE == TAKEN_BACK;
        List<Object> facts = takenBack
                ? List.of(
                        new LabelSubmitted(first, null),
                        new LabelApproved(first, "mia", false, "looked at again"),
                        new LabelRejected(first.getLabelSetId(), "mia", "the dent is a reflection", true),
                        new LabelSubmitted(second, null))
                : List.of(
                        new LabelSubmitted(first, null),
                        new LabelSubmitted(second, null),
                        new LabelApproved(first, "mia", false, "looked at again"),
                        new LabelSuperseded(second.getLabelSetId(), first.getLabelSetId(), false));
        List<Event> events = new ArrayList<>(PER_PHOTO);
        for (Object fact : facts) {
            events.add(event(index, events.size() + 1, fact));
        }
        return events;
    }

    private static Event event(long index, long revision, Object fact) {
        Instant time = SamplePhotos.time(index);
        String command = SamplePhotos.id("command-" + revision, index);
        Meta meta = new Meta(
                SamplePhotos.id("label-" + revision, index),
                time,
                "labels-app",
                command,
                new LogPosition(Topics.LABEL_COMMANDS.name(), 0, index * PER_PHOTO + revision, command));
        String imageId = SamplePhotos.id("photo", index);
        return new Event(Topics.LABELS, imageId, time.toEpochMilli(), new LabelEvent(meta, imageId, revision, fact));
    }

    private static LabelSet set(long index, String annotator, int number) {
        Instant time = SamplePhotos.time(index);
        String sha256 = DrawnPhotos.sha256(index);
        LabelledImage image = new LabelledImage(
                SamplePhotos.id("photo", index),
                "listing-" + index / SamplePhotos.PER_LISTING,
                new StoredObject(DrawnPhotos.uri(index), null, sha256, sha256.substring(0, 32), 300_000L),
                1600,
                1200,
                "dealer",
                "ap-south-1",
                time);
        return new LabelSet(
                SamplePhotos.id("set-" + number, index),
                image,
                annotator,
                annotator,
                time,
                LabelSource.PERSON,
                null,
                MODEL,
                boxes(new SplittableRandom(index * 2 + number), annotator, time));
    }

    private static List<LabelBox> boxes(SplittableRandom random, String annotator, Instant time) {
        List<LabelBox> boxes = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Box box = new Box(
                    random.nextInt(12_000) / 10f,
                    random.nextInt(9_000) / 10f,
                    30f + random.nextInt(300),
                    30f + random.nextInt(200));
            boxes.add(new LabelBox(
                    random.nextBoolean() ? "scratch" : "dent", box, annotator, time, null, false, Map.of()));
        }
        return boxes;
    }
}
