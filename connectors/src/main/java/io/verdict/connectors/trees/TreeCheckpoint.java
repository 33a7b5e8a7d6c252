package io.verdict.connectors.trees;

import io.verdict.connectors.training.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trees grown so far, kept in a file that is replaced as a whole. */
final class TreeCheckpoint {
    private final Path file;
    private final String identity;

    /** A checkpoint that only what has the same identity goes on from. */
    TreeCheckpoint(Path file, String identity) {
        this.file = file;
        this.identity = identity;
    }

    /**
     * The trees so far; none without a file.
     *
     * @throws TrainingException when they are another training's or damaged
     */
    List<FlatTree> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            String other = in.readUTF();
            if (!other.equals(identity)) {
                throw new TrainingException(
                        "%s is a checkpoint of another training (%s, not %s); remove it or name another folder"
                                .formatted(file, other, identity));
            }
            int count = in.readInt();
            List<FlatTree> trees = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                trees.add(FlatTree.read(in));
            }
            return trees;
        } catch (IOException | NegativeArraySizeException e) {
            throw new TrainingException(file + " cannot be read as a checkpoint; remove it to begin anew", e);
        }
    }

    void write(List<FlatTree> trees) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(identity);
            out.writeInt(trees.size());
            for (FlatTree tree : trees) {
                tree.write(out);
            }
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, bytes.toByteArray());
            Files.move(
                    fresh,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException("The checkpoint %s cannot be written (%s)".formatted(file, e), e);
        }
    }
}
