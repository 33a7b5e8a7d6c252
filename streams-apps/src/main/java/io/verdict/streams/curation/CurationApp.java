package io.verdict.streams.curation;

import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageUploaded;
import io.verdict.events.QuarantineEvent;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.state.Sightings;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Accepts photos or puts them in quarantine, and releases them from it (ING-3, ING-4).
 *
 * <p>Three flows. Uploads of sources that compare within the listing are ruled on where they are read, in the order of
 * the listing. All uploads are also brought together by their bytes; there the uploads of sources that compare
 * everywhere are ruled on, one exactly-once hop later, in the order of arrival; so two of them may leave in another
 * order than they came. Release commands are answered from the app's own quarantine facts, in order of event time as
 * far as records are there to be read.
 */
public final class CurationApp implements StreamsApp {

    private final CurationConfig config;

    private CurationApp(CurationConfig config) {
        this.config = config;
    }

    /** The app with these rules. */
    public static CurationApp create(CurationConfig config) {
        return new CurationApp(config);
    }

    @Override
    public String name() {
        return "curation";
    }

    @Override
    public Role role() {
        return Role.CURATION_APP;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        declareStores(builder, log);

        KStream<String, ImageUploaded> uploads =
                log.read(Topics.IMAGE_UPLOADS).process(CheckUpload::new, Named.as("check-upload"));
        publish(log, ruleWithinListing(uploads), "within-listing");
        publish(log, ruleEverywhere(log, uploads), "everywhere");
        answerReleases(log);
        return builder.build();
    }

    private void declareStores(StreamsBuilder builder, LogStreams log) {
        builder.addStateStore(log.recent(RuleWithinListing.STORE, config.memory(), Sightings.class));
        builder.addStateStore(log.recent(RuleEverywhere.STORE, config.memory(), Sightings.class));
        builder.addStateStore(log.records(QuarantineShelf.STORE, QuarantineEvent.class));
        builder.addStateStore(log.texts(AnswerRelease.STORE));
    }

    private KStream<String, Ruling> ruleWithinListing(KStream<String, ImageUploaded> uploads) {
        return uploads.process(
                () -> new RuleWithinListing(config), Named.as("rule-within-listing"), RuleWithinListing.STORE);
    }

    private KStream<String, Ruling> ruleEverywhere(LogStreams log, KStream<String, ImageUploaded> uploads) {
        KStream<String, ImageUploaded> addressed = uploads.process(AddressByBytes::new, Named.as("address-by-bytes"));
        return log.repartition(addressed, Topics.IMAGE_UPLOADS, "uploads-by-bytes")
                .process(() -> new RuleEverywhere(config), Named.as("rule-everywhere"), RuleEverywhere.STORE);
    }

    private static void publish(LogStreams log, KStream<String, Ruling> rulings, String where) {
        log.write(
                rulings.flatMap(
                        (key, ruling) -> accepted(ruling).stream()
                                .map(fact -> KeyValue.pair(fact.getPhoto().getListingId(), fact))
                                .toList(),
                        Named.as("accepted-" + where)),
                Topics.IMAGES,
                where);
        log.write(
                rulings.flatMap(
                        (key, ruling) -> quarantined(ruling).stream()
                                .map(fact -> KeyValue.pair(fact.getListingId(), fact))
                                .toList(),
                        Named.as("quarantined-" + where)),
                Topics.QUARANTINE,
                where);
    }

    private static void answerReleases(LogStreams log) {
        log.read(Topics.QUARANTINE).processValues(QuarantineShelf::new, Named.as("shelve"), QuarantineShelf.STORE);
        KStream<String, ReleaseAnswer> answers = log.read(Topics.CURATION_COMMANDS)
                .process(AnswerRelease::new, Named.as("answer-release"), QuarantineShelf.STORE, AnswerRelease.STORE);
        log.write(answers.flatMapValues(CurationApp::answered, Named.as("answered")), Topics.QUARANTINE, "released");
        log.write(answers.flatMapValues(CurationApp::readmitted, Named.as("readmitted")), Topics.IMAGES, "released");
    }

    private static List<ImageAccepted> accepted(Ruling ruling) {
        return ruling instanceof Ruling.Accepted accepted ? List.of(accepted.fact()) : List.of();
    }

    private static List<QuarantineEvent> quarantined(Ruling ruling) {
        return ruling instanceof Ruling.Quarantined quarantined ? List.of(quarantined.fact()) : List.of();
    }

    private static List<QuarantineEvent> answered(ReleaseAnswer answer) {
        if (answer instanceof ReleaseAnswer.Released released) {
            return List.of(released.released());
        }
        return answer instanceof ReleaseAnswer.Refused refused ? List.of(refused.refused()) : List.of();
    }

    private static List<ImageAccepted> readmitted(ReleaseAnswer answer) {
        return answer instanceof ReleaseAnswer.Released released ? List.of(released.accepted()) : List.of();
    }
}
