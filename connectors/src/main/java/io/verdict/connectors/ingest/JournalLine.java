package io.verdict.connectors.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verdict.events.LogPosition;
import io.verdict.events.StoredObject;
import java.time.Instant;

/**
 * One line of a journal: exactly one of its parts is there.
 *
 * @param header first line of the file
 * @param intent an upload that is about to be published
 * @param receipt an upload that was acknowledged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalLine(Header header, Intent intent, Acknowledged receipt) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Which log the journal speaks of, and the version of its format. */
    record Header(int format, String cluster, String topic) {}

    /** Time is in ISO-8601, UTC. */
    record Intent(String sha256, String listing, String imageId, String eventId, String uploadedAt) {

        UploadKey key() {
            return new UploadKey(sha256, listing);
        }

        Ticket ticket() {
            return new Ticket(imageId, eventId, Instant.parse(uploadedAt));
        }
    }

    /** Everything that a receipt says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Acknowledged(
            String sha256,
            String listing,
            String imageId,
            String eventId,
            String topic,
            int partition,
            long offset,
            String uri,
            String version,
            String md5,
            long sizeBytes) {

        UploadKey key() {
            return new UploadKey(sha256, listing);
        }

        Receipt receipt() {
            return new Receipt(
                    imageId,
                    new LogPosition(topic, partition, offset, eventId),
                    new StoredObject(uri, version, sha256, md5, sizeBytes));
        }
    }

    static JournalLine header(String cluster, String topic) {
        return new JournalLine(new Header(1, cluster, topic), null, null);
    }

    static JournalLine intent(UploadKey key, Ticket ticket) {
        return new JournalLine(
                null,
                new Intent(
                        key.sha256(),
                        key.listing(),
                        ticket.imageId(),
                        ticket.eventId(),
                        ticket.uploadedAt().toString()),
                null);
    }

    static JournalLine receipt(UploadKey key, Receipt receipt) {
        LogPosition at = receipt.position();
        StoredObject object = receipt.object();
        return new JournalLine(
                null,
                null,
                new Acknowledged(
                        key.sha256(),
                        key.listing(),
                        receipt.imageId(),
                        at.getEventId(),
                        at.getTopic(),
                        at.getPartition(),
                        at.getOffset(),
                        object.getUri(),
                        object.getVersion(),
                        object.getMd5(),
                        object.getSizeBytes()));
    }

    static JournalLine parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, JournalLine.class);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts and numbers always has a JSON form", e);
        }
    }
}
