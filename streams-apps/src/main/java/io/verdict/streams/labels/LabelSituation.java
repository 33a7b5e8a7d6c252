package io.verdict.streams.labels;

import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelledImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a command about a photo's labels meets. Immutable.
 *
 * @param photo what is known of the photo; empty where no such photo was accepted
 * @param before its labels
 * @param commandId the command's event id
 * @param actor who asks
 * @param roles their roles
 * @param now when, by the command's own time
 * @param rules what is decided by
 */
record LabelSituation(
        Optional<LabelledImage> photo,
        PhotoLabels before,
        String commandId,
        String actor,
        Set<String> roles,
        Instant now,
        Rules rules) {

    /**
     * What is decided by.
     *
     * @param config thresholds
     * @param declaredClasses the classes that a model's declaration names; empty where there is no such model
     */
    record Rules(LabelsConfig config, Function<String, Optional<List<String>>> declaredClasses) {}

    LabelledImage image() {
        return photo.orElseThrow(() -> new LabelRefusal(
                LabelRefusalCode.UNKNOWN_IMAGE,
                "Labels are about photos that were accepted.",
                "No such photo was accepted: it is in quarantine, or there is none of that id. Look it up in the view"
                        + " raw_images, or ask again if it was accepted just now."));
    }

    LabelsConfig config() {
        return rules.config();
    }
}
