package io.verdict.launcher.cli;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.launcher.platform.Endpoints;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which object store a command works against. */
final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "URI",
            description = "Object store: file:///folder or s3://bucket/prefix. Default: that of the platform that runs"
                    + " here, else `objects` in the data directory. S3 takes credentials and region from the"
                    + " environment, as AWS tools do.")
    String uri;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "S3-compatible endpoint in place of Amazon's own; its access key comes from AWS_ACCESS_KEY_ID"
                    + " and AWS_SECRET_ACCESS_KEY.")
    URI endpoint;

    /** Opens the store; the caller closes it. */
    ObjectStore open(ClusterOptions cluster) throws StoreException {
        return ObjectStores.open(uri(cluster), options());
    }

    /** Its URI. */
    String uri(ClusterOptions cluster) {
        if (uri != null) {
            return uri;
        }
        return cluster.running()
                .map(Endpoints::store)
                .orElseGet(() -> cluster.home().objects().toUri().toString());
    }

    private StoreOptions options() {
        if (endpoint == null) {
            return StoreOptions.defaults();
        }
        return StoreOptions.compatible(
                endpoint, new StoreOptions.Credentials(env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")));
    }

    private static String env(String name) {
        return Optional.ofNullable(System.getenv(name))
                .orElseThrow(() -> new WrongUseException("--s3-endpoint needs " + name + " in the environment."));
    }
}
