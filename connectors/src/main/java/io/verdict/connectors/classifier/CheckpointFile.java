package io.verdict.connectors.classifier;

import io.verdict.connectors.training.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a training has learnt so far, in a file that is replaced as a whole.
 *
 * @param identity what only the same training has; another one does not go on from the file
 */
public record CheckpointFile(Path file, String identity) {

    /** Reads a state. */
    @FunctionalInterface
    public interface Reading {
        /** Reads what {@link Writing} wrote. */
        void read(DataInputStream in) throws IOException;
    }

    /** Writes a state. */
    @FunctionalInterface
    public interface Writing {
        /** Writes the state. */
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * Reads the state; without a file nothing is read.
     *
     * @throws TrainingException when it is another training's or damaged
     */
    public void read(Reading state) {
        if (!Files.exists(file)) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            String other = in.readUTF();
            if (!other.equals(identity)) {
                throw new TrainingException(
                        "%s is a checkpoint of another training (%s, not %s); remove it or name another folder"
                                .formatted(file, other, identity));
            }
            state.read(in);
        } catch (IOException | NegativeArraySizeException e) {
            throw new TrainingException(file + " cannot be read as a checkpoint; remove it to begin anew", e);
        }
    }

    /** Writes the state; the file is the old one or the new one, whatever fails. */
    public void write(Writing state) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(identity);
            state.write(out);
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, bytes.toByteArray());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException("The checkpoint %s cannot be written (%s)".formatted(file, e), e);
        }
    }
}
