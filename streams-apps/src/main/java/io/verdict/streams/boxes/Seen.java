package io.verdict.streams.boxes;

import io.verdict.events.Box;
import io.verdict.events.Detection;
import io.verdict.streams.state.SeenObject;
import java.util.List;

/** What somebody saw on a photo, in the form in which it is compared. Pure. */
public final class Seen {

    private Seen() {}

    /** One thing. */
    public static SeenObject of(String label, Box box) {
        return new SeenObject(label, box.getX(), box.getY(), box.getWidth(), box.getHeight());
    }

    /** What a model saw, in its order. */
    public static List<SeenObject> of(List<Detection> detections) {
        return detections.stream()
                .map(found -> of(found.getLabel(), found.getBox()))
                .toList();
    }
}
