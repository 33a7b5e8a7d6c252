package io.verdict.connectors.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A training's state after an epoch, in one file that is replaced as a whole, so that a kill leaves a good one. */
final class Checkpoint {
    private static final int MAGIC = 0x56444350;

    private final Path file;
    private final TrainingConfig config;
    private final int samples;

    /** A checkpoint for one configuration; what another one wrote is refused when read. */
    Checkpoint(Path file, TrainingConfig config, int samples) {
        this.file = file;
        this.config = config;
        this.samples = samples;
    }

    /** Reads the averaged weights that a training of a like architecture left. */
    static void readParent(Path file, Architecture architecture, Weights weights) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new TrainingException("%s is not a checkpoint of a detector".formatted(file));
            }
            in.readInt();
            String found = in.readUTF();
            if (!withoutFrame(found).startsWith(withoutFrame(architecture + " batch "))) {
                throw new TrainingException("The parent is a detector of another shape (%s) than %s; choose the same"
                        .formatted(found, architecture));
            }
            weights.read(in);
            weights.read(in);
        } catch (IOException e) {
            throw new TrainingException("Cannot read the checkpoint %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Weights do not know the frame's size. */
    private static String withoutFrame(String identity) {
        return identity.replaceFirst("width=\\d+, height=\\d+, ", "");
    }

    void write(int epochs, Weights weights, Weights average, AdamW optimiser) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.writeInt(MAGIC);
                out.writeInt(epochs);
                out.writeUTF(config.identity(samples, epochs));
                weights.write(out);
                average.write(out);
                optimiser.write(out);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException("Cannot write the checkpoint %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Restores the state if there is one and returns how many epochs it has behind it, else 0. */
    int read(Weights weights, Weights average, AdamW optimiser) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new TrainingException("%s is not a checkpoint; remove it".formatted(file));
            }
            int epochs = in.readInt();
            String found = in.readUTF();
            if (!found.equals(config.identity(samples, epochs))) {
                throw new TrainingException(
                        "%s is of another training (%s); remove it or choose another folder".formatted(file, found));
            }
            weights.read(in);
            average.read(in);
            optimiser.read(in);
            return epochs;
        } catch (IOException e) {
            throw new TrainingException("Cannot read the checkpoint %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
