package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTrainerTest {
    private static final Architecture TINY = new Architecture(2, 128, 96, List.of(8, 8, 8, 8));

    private final Squares data = Squares.draw(TINY, 16, 3);

    @TempDir
    Path folder;

    private static TrainingConfig config(int epochs, int closeUps) {
        return new TrainingConfig(TINY, epochs, closeUps, 4, 2e-3f, 0.01f, 7, 2);
    }

    /** Keeps what it hears, and stops the training after an epoch as a kill would. */
    private static final class Listener implements TrainingProgress {
        final List<Epoch> epochs = new ArrayList<>();
        final List<byte[]> models = new ArrayList<>();
        final int last;
        long steps;

        Listener(int last) {
            this.last = last;
        }

        @Override
        public void step(long step, long total, double heatLoss, double boxLoss) {
            steps = total;
        }

        @Override
        public void epoch(Epoch epoch, Supplier<byte[]> onnx) {
            epochs.add(epoch);
            models.add(onnx.get());
            if (epoch.epoch() == last) {
                throw new IllegalStateException("killed");
            }
        }
    }

    private Path newFolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void shouldLearnWhatCanBeSeen() throws IOException {
        Listener heard = new Listener(-1);

        byte[] model = new DetectorTrainer(config(24, 16), data, heard).train(newFolder("learn"));

        TrainingProgress.Epoch first = heard.epochs.get(0);
        TrainingProgress.Epoch last = heard.epochs.get(23);
        assertThat(last.heatLoss()).isLessThan(first.heatLoss() / 2);
        assertThat(last.boxLoss()).isLessThan(first.boxLoss() * 0.8);
        assertThat(last.imagesPerSecond()).isPositive();
        assertThat(heard.steps).isEqualTo(96);
        assertThat(heard.models.get(23)).isEqualTo(model);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeedAndShards() throws IOException {
        byte[] one = new DetectorTrainer(config(2, 1), data, new Listener(-1)).train(newFolder("one"));
        byte[] two = new DetectorTrainer(config(2, 1), data, new Listener(-1)).train(newFolder("two"));
        TrainingConfig other = new TrainingConfig(TINY, 2, 1, 4, 2e-3f, 0.01f, 8, 2);
        byte[] three = new DetectorTrainer(other, data, new Listener(-1)).train(newFolder("three"));

        assertThat(two).isEqualTo(one);
        assertThat(three).isNotEqualTo(one);
    }

    @Test
    void shouldGoOnFromItsCheckpointAsIfNothingHadHappened() throws IOException {
        byte[] uninterrupted = new DetectorTrainer(config(3, 2), data, new Listener(-1)).train(newFolder("whole"));
        Path killed = newFolder("killed");
        assertThatThrownBy(() -> new DetectorTrainer(config(3, 2), data, new Listener(1)).train(killed))
                .hasMessage("killed");
        Listener rest = new Listener(-1);

        byte[] resumed = new DetectorTrainer(config(3, 2), data, rest).train(killed);

        assertThat(rest.epochs).extracting(TrainingProgress.Epoch::epoch).containsExactly(2, 3);
        assertThat(resumed).isEqualTo(uninterrupted);
    }

    @Test
    void shouldLetALongerTrainingGoOnWhileTheRateIsConstant() throws IOException {
        byte[] direct = new DetectorTrainer(config(3, 2), data, new Listener(-1)).train(newFolder("direct"));
        Path folder = newFolder("extended");
        new DetectorTrainer(config(1, 1), data, new Listener(-1)).train(folder);

        assertThat(new DetectorTrainer(config(3, 2), data, new Listener(-1)).train(folder))
                .isEqualTo(direct);
    }

    @Test
    void shouldRefuseACheckpointOfAnotherTraining() throws IOException {
        Path folder = newFolder("other");
        new DetectorTrainer(config(1, 1), data, new Listener(-1)).train(folder);
        TrainingConfig other = new TrainingConfig(TINY, 2, 1, 4, 1e-3f, 0.01f, 7, 2);

        assertThatThrownBy(() -> new DetectorTrainer(other, data, new Listener(-1)).train(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another training");
        Files.write(folder.resolve("checkpoint.bin"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThatThrownBy(() -> new DetectorTrainer(other, data, new Listener(-1)).train(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("not a checkpoint");
        Files.write(folder.resolve("checkpoint.bin"), new byte[] {1});
        assertThatThrownBy(() -> new DetectorTrainer(other, data, new Listener(-1)).train(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Cannot read the checkpoint");
    }

    @Test
    void shouldSayThatTheFolderIsMissing() {
        assertThatThrownBy(() ->
                        new DetectorTrainer(config(1, 1), data, new Listener(-1)).train(folder.resolve("nowhere")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void shouldRefuseLessDataThanABatch() {
        assertThatThrownBy(() -> new DetectorTrainer(config(1, 1), Squares.draw(TINY, 3, 1), new Listener(-1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("3 samples do not fill a batch of 4");
    }

    @Test
    void shouldReportWhatFailedInAShard() throws IOException {
        TrainingSet broken = new TrainingSet() {
            @Override
            public int size() {
                return 8;
            }

            @Override
            public TrainingSample sample(int index) {
                throw new IllegalStateException("disk is gone");
            }
        };
        Path folder = newFolder("broken");

        assertThatThrownBy(() -> new DetectorTrainer(config(1, 1), broken, new Listener(-1)).train(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("disk is gone");
    }

    @Test
    void shouldCountItsParameters() {
        TrainingConfig standard = new TrainingConfig(Architecture.standard(2), 1, 1, 4, 1e-3f, 0.01f, 7, 1);

        assertThat(new DetectorTrainer(standard, data, new Listener(-1)).parameters())
                .isBetween(300_000L, 1_000_000L);
    }
}
