package io.verdict.connectors.ingest;

import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.util.List;

/** Publishes a folder in a process of its own, for a test to kill. */
public final class PublishMain {

    private PublishMain() {}

    /** Arguments: bootstrap, registry, listing, photos, objects, journal. */
    public static void main(String[] arguments) throws Exception {
        ClusterConfig cluster = ClusterConfig.of(arguments[0], arguments[1]);
        UploadDetails details = new UploadDetails(arguments[2], "dana", "batch", "ap-south-1");
        try (ObjectStore store = FileObjectStore.open(Path.of(arguments[4]));
                Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            producer.publishAll(
                    BatchRequest.of(List.of(Path.of(arguments[3])), details, Path.of(arguments[5])),
                    BatchListener.silent());
        }
    }
}
