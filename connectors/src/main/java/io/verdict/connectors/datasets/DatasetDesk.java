package io.verdict.connectors.datasets;

import io.verdict.avro.Envelope;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Publishes and withdraws versions: first the manifest, or the table, goes into the store under its hash, then one fact onto the log. So
 * whatever fails, there is either a whole version or none. For one thread; of two that publish at once, the later fact
 * is the later version.
 */
public final class DatasetDesk {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final String REGION = "all";

    private final DatasetLog log;
    private final ObjectStore store;
    private final Clock clock;

    /** A desk over a log and a store, which stay the caller's. */
    public DatasetDesk(DatasetLog log, ObjectStore store, Clock clock) {
        this.log = log;
        this.store = store;
        this.clock = clock;
    }

    /** What came of a request. */
    public sealed interface Answer {
        /** It is on the log, from now on or from before. */
        record Done(DatasetEvent fact, boolean isNew) implements Answer {}

        /** Nothing has changed. */
        record Refused(List<String> problems, long count) implements Answer {}
    }

    /**
     * Builds a version and publishes it; one that stands already is found, and no fact is added.
     *
     * @throws IOException if the log, the store or the disk fails; there is no new version then
     */
    public Answer publish(String dataset, LabelledImages source, BuildRules rules, String person, Path scratchParent)
            throws IOException {
        if (!NAME.matcher(dataset).matches()) {
            return misnamed(dataset);
        }
        try (Scratch scratch = Scratch.in(scratchParent)) {
            BuildResult result = new DatasetBuild(store, rules, scratch).run(source);
            if (result instanceof BuildResult.Refused refused) {
                return new Answer.Refused(refused.problems(), refused.count());
            }
            return publish(dataset, source, rules, person, (BuildResult.Built) result);
        }
    }

    private Answer publish(
            String dataset, LabelledImages source, BuildRules rules, String person, BuildResult.Built built)
            throws IOException {
        Optional<Answer> before = published(dataset, built.version());
        if (before.isPresent()) {
            return before.get();
        }
        DatasetVersionPublished fact = new DatasetVersionPublished(
                built.version(),
                put(Content.of(built.manifest()), "jsonl"),
                source.query(),
                source.positions(),
                rules.split().seed(),
                built.splits(),
                built.testRoot(),
                built.duplicates(),
                null);
        return append(dataset, fact, person);
    }

    /**
     * Builds a table and publishes it as a version; one that stands already is found, and no fact is added.
     *
     * @throws IOException if the log or the store fails; there is no new version then
     */
    public Answer publish(String dataset, TableFiles files, String person) throws IOException {
        if (!NAME.matcher(dataset).matches()) {
            return misnamed(dataset);
        }
        Gold gold;
        try {
            gold = files.build();
        } catch (TableFormatException e) {
            return refused(e.getMessage());
        }
        Optional<Answer> before = published(dataset, gold.manifest().goldSha256());
        return before.isPresent() ? before.get() : append(dataset, files.fact(gold, this::put), person);
    }

    /**
     * Withdraws a version; the fact names the one to use instead.
     *
     * @param version its name, or at least 8 digits that only it begins with
     * @throws IOException if the log does not answer
     */
    public Answer withdraw(String dataset, String version, String reason, String person) throws IOException {
        DatasetHistory history = history(dataset);
        DatasetHistory.Version found = history.find(version).orElse(null);
        if (found == null) {
            return refused("dataset '%s' has no version '%s', or several that begin so; its versions: %s"
                    .formatted(dataset, version, history.versions().keySet()));
        }
        String name = found.published().getVersion();
        if (!found.stands()) {
            return refused("version %s was withdrawn before: %s"
                    .formatted(name, found.withdrawn().orElseThrow().getReason()));
        }
        if (reason.isBlank()) {
            return refused("a withdrawal needs a reason; say what is wrong with the version");
        }
        String lastGood = history.lastGoodBut(name)
                .map(good -> good.published().getVersion())
                .orElse(null);
        return append(dataset, new DatasetVersionWithdrawn(name, reason, lastGood), person);
    }

    /** What the log says about a dataset now. */
    public DatasetHistory history(String dataset) throws IOException {
        List<DatasetEvent> own = new ArrayList<>();
        for (DatasetEvent fact : log.facts()) {
            if (fact.getDataset().equals(dataset)) {
                own.add(fact);
            }
        }
        return DatasetHistory.of(own);
    }

    /** What is said about a version that was published before; empty if it was not. */
    private Optional<Answer> published(String dataset, String version) throws IOException {
        return Optional.ofNullable(history(dataset).versions().get(version)).map(known -> known.withdrawn()
                .<Answer>map(why -> refused(
                        "version %s was withdrawn: %s. Correct what is wrong with it, for photos by rejecting labels, and build again"
                                .formatted(version, why.getReason())))
                .orElseGet(() -> new Answer.Done(known.event(), false)));
    }

    private StoredObject put(Content content, String extension) throws StoreException {
        return store.put(
                content,
                new Placement(Zone.DATASETS, REGION, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), extension),
                ObjectTags.none());
    }

    private Answer append(String dataset, Object fact, String person) throws IOException {
        DatasetEvent event = new DatasetEvent(Envelope.fresh(clock, person), dataset, fact);
        log.append(event);
        return new Answer.Done(event, true);
    }

    private static Answer misnamed(String dataset) {
        return refused(
                "'%s' is no name of a dataset; use lower-case letters, digits, '.', '_' and '-'".formatted(dataset));
    }

    private static Answer refused(String text) {
        return new Answer.Refused(List.of(text), 1);
    }
}
