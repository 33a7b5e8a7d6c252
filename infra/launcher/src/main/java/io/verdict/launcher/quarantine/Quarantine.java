package io.verdict.launcher.quarantine;

import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleased;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The photos in quarantine, folded from the {@code quarantine} topic in the order of each listing.
 *
 * <p>Not thread-safe while it is being folded.
 */
public final class Quarantine {

    private final Map<String, Entry> inside = new LinkedHashMap<>();
    private final Map<String, Entry> outside = new LinkedHashMap<>();

    /** Reads the topic from its beginning to its present end. */
    public static Quarantine read(ClusterConfig cluster) {
        Quarantine quarantine = new Quarantine();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.QUARANTINE))) {
            reader.readToEnd(record -> quarantine.fold((QuarantineEvent) record.value()));
        }
        return quarantine;
    }

    /** Takes one event in. */
    public void fold(QuarantineEvent event) {
        String id = event.getImageId();
        if (event.getFact() instanceof ImageQuarantined quarantined) {
            inside.put(id, Entry.of(event, quarantined));
        } else if (event.getFact() instanceof ImageReleased && inside.containsKey(id)) {
            outside.put(id, inside.remove(id));
        }
    }

    public Collection<Entry> entries() {
        return List.copyOf(inside.values());
    }

    /** A photo that is in quarantine, or was. */
    public Optional<Entry> find(String imageId) {
        return Optional.ofNullable(inside.getOrDefault(imageId, outside.get(imageId)));
    }

    /**
     * One photo in quarantine.
     *
     * @param imageId the photo
     * @param listing its listing
     * @param uploader who uploaded it
     * @param since when it was quarantined, ISO-8601
     * @param codes the checks that it failed, for programs
     * @param reasons the same for people
     * @param uri where its bytes lie
     */
    public record Entry(
            String imageId,
            String listing,
            String uploader,
            String since,
            List<String> codes,
            List<String> reasons,
            String uri) {

        static Entry of(QuarantineEvent event, ImageQuarantined fact) {
            return new Entry(
                    event.getImageId(),
                    event.getListingId(),
                    fact.getPhoto().getUploader(),
                    event.getMeta().getTime().toString(),
                    fact.getReasons().stream()
                            .map(reason -> reason.getCode().name())
                            .toList(),
                    fact.getReasons().stream().map(reason -> reason.getText()).toList(),
                    fact.getPhoto().getObject().getUri());
        }
    }
}
