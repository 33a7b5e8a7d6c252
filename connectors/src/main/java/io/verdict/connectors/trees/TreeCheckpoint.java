package io.verdict.connectors.trees;

import io.verdict.connectors.classifier.CheckpointFile;
import io.verdict.connectors.training.TrainingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trees grown so far, kept in a file that is replaced as a whole. */
final class TreeCheckpoint {
    private final CheckpointFile file;

    /** A checkpoint that only what has the same identity goes on from. */
    TreeCheckpoint(Path file, String identity) {
        this.file = new CheckpointFile(file, identity);
    }

    /**
     * The trees so far; none without a file.
     *
     * @throws TrainingException when they are another training's or damaged
     */
    List<FlatTree> read() {
        List<FlatTree> trees = new ArrayList<>();
        file.read(in -> {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                trees.add(FlatTree.read(in));
            }
        });
        return trees;
    }

    void write(List<FlatTree> trees) {
        file.write(out -> {
            out.writeInt(trees.size());
            for (FlatTree tree : trees) {
                tree.write(out);
            }
        });
    }
}
