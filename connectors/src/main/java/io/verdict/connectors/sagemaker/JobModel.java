package io.verdict.connectors.sagemaker;

import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.RunFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches what a completed job has made.
 *
 * @param root URI of the store, without a slash at its end
 */
record JobModel(ObjectStore store, String root, SageMakerSettings.Places places) {

    /**
     * The model, in a file below a folder.
     *
     * @throws TrainingFault if it is not where the job was told to put it, too large, or its archive is refused
     */
    Trained fetch(JobState end, JobRequest request, Path work) throws IOException {
        String uri = end.model().orElse("");
        if (!uri.startsWith(request.results() + "/")) {
            throw new TrainingFault(
                    RunFailure.NO_ARTIFACT,
                    "The job %s is completed, but its model is at '%s' and not below %s. Nothing was published"
                            .formatted(end.name(), uri, request.results()));
        }
        requireSmall(uri);
        String artifact = places.artifact();
        String name = artifact.substring(artifact.lastIndexOf('/') + 1);
        Path file = work.resolve("made-" + name);
        byte[] archive = store.read(uri, Optional.empty());
        ModelArchive.extract(new ByteArrayInputStream(archive), artifact, file, places.largestBytes());
        return new Trained(name, file, end.metrics());
    }

    /** The archive is read into memory, so its size is asked before. */
    private void requireSmall(String uri) throws IOException {
        List<ListedObject> found = new ArrayList<>();
        store.list(uri.substring(root.length() + 1), found::add);
        found.stream()
                .filter(object -> object.uri().equals(uri) && object.sizeBytes() > places.largestBytes())
                .findFirst()
                .ifPresent(object -> {
                    throw new TrainingFault(
                            RunFailure.NO_ARTIFACT,
                            "%s has %d bytes, more than the %d that are allowed. Raise places.largestMib if that is right"
                                    .formatted(uri, object.sizeBytes(), places.largestBytes()));
                });
    }
}
