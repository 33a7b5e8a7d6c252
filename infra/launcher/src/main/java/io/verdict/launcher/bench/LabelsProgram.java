package io.verdict.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.datasets.ApprovedLabels;
import io.verdict.connectors.datasets.BuildRules;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.datasets.KafkaLabelFacts;
import io.verdict.connectors.datasets.SplitRule;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DuplicatePolicy;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is measured of labels, in a process of its own as its heap is what matters. Takes what to do, bootstrap servers,
 * the schema registry, the store and a folder; prints one JSON object, {@link Did}.
 */
final class LabelsProgram {

    /** What can be done. */
    enum Work {
        /** The peer: read and deserialise every event, and do nothing with it. */
        READ,
        /** Read, and sort out which labels hold. */
        LABELS,
        /** All of the publication. */
        PUBLISH,
        /** The same, with a look at the heap. */
        LOOK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was done.
     *
     * @param seconds how long it took
     * @param count events read, photos whose labels hold, or photos in the version
     * @param liveMib most heap that was alive, in MiB; 0 where nobody looked
     * @param maxMib largest heap that the process may have, in MiB
     * @param version name of the version; empty where none was published
     * @param manifestBytes size of its manifest
     */
    record Did(double seconds, long count, double liveMib, long maxMib, String version, long manifestBytes) {}

    private LabelsProgram() {}

    public static void main(String[] args) throws IOException {
        ClusterConfig cluster = ClusterConfig.of(args[1], args[2]);
        Work work = Work.valueOf(args[0]);
        long begin = System.nanoTime();
        Did did =
                switch (work) {
                    case READ -> read(cluster);
                    case LABELS -> labels(cluster, Path.of(args[4]));
                    case PUBLISH -> publish(cluster, args[3], Path.of(args[4]));
                    case LOOK -> look(cluster, args[3], Path.of(args[4]));
                };
        double seconds = did.seconds() > 0 ? did.seconds() : (System.nanoTime() - begin) / 1e9;
        long maxMib = Runtime.getRuntime().maxMemory() >> 20;
        new ObjectMapper()
                .writeValue(
                        System.out,
                        new Did(seconds, did.count(), did.liveMib(), maxMib, did.version(), did.manifestBytes()));
    }

    private static Did look(ClusterConfig cluster, String storeUri, Path scratch) throws IOException {
        try (LiveHeap heap = new LiveHeap()) {
            Did did = publish(cluster, storeUri, scratch);
            return new Did(0, did.count(), heap.mostMib(), 0, did.version(), did.manifestBytes());
        }
    }

    private static Did read(ClusterConfig cluster) {
        BareReader.Pass pass = new BareReader(cluster, List.of(Topics.LABELS)).readValues();
        return did(pass.seconds(), pass.events());
    }

    private static Did labels(ClusterConfig cluster, Path scratch) throws IOException {
        AtomicLong photos = new AtomicLong();
        source(cluster, scratch).forEach(photo -> photos.incrementAndGet());
        return did(0, photos.get());
    }

    private static Did publish(ClusterConfig cluster, String storeUri, Path scratch) throws IOException {
        try (DrawnPhotos store = new DrawnPhotos(ObjectStores.open(storeUri, StoreOptions.defaults()))) {
            DatasetDesk desk = new DatasetDesk(new KafkaDatasetLog(cluster), store, Clock.systemUTC());
            BuildRules rules =
                    new BuildRules(SplitRule.standard("bench"), DuplicatePolicy.LEAVE_OUT, BuildRules.DEFAULT_DISTANCE);
            DatasetDesk.Answer answer = desk.publish("bench", source(cluster, scratch), rules, "bench", scratch);
            if (answer instanceof DatasetDesk.Answer.Refused refused) {
                throw new IllegalStateException("Nothing was published: " + refused.problems());
            }
            DatasetVersionPublished version = (DatasetVersionPublished)
                    ((DatasetDesk.Answer.Done) answer).fact().getFact();
            long photos = version.getSplits().stream()
                            .mapToLong(DatasetSplit::getImages)
                            .sum()
                    + version.getDuplicates().getLeftOut();
            return new Did(
                    0, photos, 0, 0, version.getVersion(), version.getManifest().getSizeBytes());
        }
    }

    private static ApprovedLabels source(ClusterConfig cluster, Path scratch) throws IOException {
        return new ApprovedLabels(
                KafkaLabelFacts.of(cluster, Optional.empty()), "approved labels", photo -> true, scratch);
    }

    private static Did did(double seconds, long count) {
        return new Did(seconds, count, 0, 0, "", 0);
    }
}
