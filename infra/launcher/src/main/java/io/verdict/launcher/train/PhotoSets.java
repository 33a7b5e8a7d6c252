package io.verdict.launcher.train;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The photos of a training, drawn on first use and read afterwards. */
record PhotoSets(PhotoSet train, PhotoSet validation, PhotoSet test) {

    static PhotoSets open(Path folder, DetectorRecipe recipe, int threads, TrainingConsole console) throws IOException {
        Studio studio = new Studio(StudioConfig.defaults());
        return new PhotoSets(
                open(folder, "train", recipe.train(), DetectorRecipe.TRAIN_SEED, studio, threads, console),
                open(
                        folder,
                        "validation",
                        recipe.validation(),
                        DetectorRecipe.VALIDATION_SEED,
                        studio,
                        threads,
                        console),
                open(folder, "test", recipe.test(), DetectorRecipe.TEST_SEED, studio, threads, console));
    }

    private static PhotoSet open(
            Path folder, String name, int count, long seed, Studio studio, int threads, TrainingConsole console)
            throws IOException {
        Path place = folder.resolve(name);
        if (!Files.exists(place.resolve("annotations.json"))) {
            ProgressListener progress = (done, total) -> console.progress("Drawing " + name + " photos", done, total);
            return PhotoSet.write(place, count, seed, studio, threads, progress);
        }
        PhotoSet found = PhotoSet.read(place);
        if (found.entries().size() != count || found.entries().get(0).seed() != seed) {
            throw new IOException("%s holds %d photos from seed %d, not %d from %d; choose another --work folder"
                    .formatted(
                            place,
                            found.entries().size(),
                            found.entries().get(0).seed(),
                            count,
                            seed));
        }
        return found;
    }

    /** SHA-256 over the photos' own hashes in order: names a set by its bytes. */
    static String hash(PhotoSet set) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (PhotoSet.Entry entry : set.entries()) {
                digest.update((entry.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
