package io.verdict.inference.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.inference.evaluation.measure.Contrast.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intervals, slices and what is said of differences (TRN-5). */
class EstimatorTest {
    private static final Metric ACCURACY = Metric.of(MetricName.ACCURACY);

    private static Means sample(int size, IntFunction<Example> example, IntFunction<Double> number) {
        List<Example> examples = IntStream.range(0, size).mapToObj(example).toList();
        double[] numbers = IntStream.range(0, size).mapToDouble(number::apply).toArray();
        return new Means(examples, List.of(ACCURACY), new double[][] {numbers}, "There is none.");
    }

    private static Example example(int i, String region) {
        return Example.of("%05d".formatted(i), Map.of("region", region));
    }

    private static Estimates estimate(Sample sample, int resamples) {
        return new Estimator(new Bootstrap(resamples, 0.95, 42), 30).estimate(sample, Slices.ofAll(sample.examples()));
    }

    @Test
    void shouldCoverTheTruthAsOftenAsItSays() {
        int covered = 0;
        for (int trial = 0; trial < 200; trial++) {
            Random random = new Random(trial);
            Means sample = sample(80, i -> Example.of("%05d".formatted(i), Map.of()), i -> random.nextGaussian());
            Interval interval = new Estimator(new Bootstrap(200, 0.9, trial), 1)
                    .estimate(sample, Slices.ofAll(sample.examples()))
                    .overall()
                    .get(0)
                    .interval();
            covered += interval.contains(0) ? 1 : 0;
        }

        // 180 of 200 expected, standard deviation 4.2; four of these to either side.
        assertThat(covered).isBetween(163, 197);
    }

    @Test
    void shouldDrawWholeGroups() {
        // Ten vehicles with twenty photos each, all of a vehicle alike: there are ten independent answers, not 200.
        IntFunction<Double> number = i -> i / 20 % 2 == 0 ? 1.0 : 0.0;
        Means alone = sample(200, i -> example(i, "x"), number);
        Means grouped = sample(
                200, i -> new Example("%05d".formatted(i), "vehicle " + i / 20, Map.of("region", "x"), 1), number);

        Estimates few = estimate(grouped, 400);
        double width = width(few);

        assertThat(few.groups()).isEqualTo(10);
        assertThat(width / width(estimate(alone, 400))).isCloseTo(Math.sqrt(20), within(1.2));
    }

    private static double width(Estimates estimates) {
        Interval interval = estimates.overall().get(0).interval();
        return interval.high() - interval.low();
    }

    @Test
    void shouldSayTheSameWhateverTheOrderAndTheThreads() {
        Random random = new Random(3);
        double[] numbers = random.doubles(300).toArray();
        Means sample = sample(300, i -> example(i, "r" + i % 3), i -> numbers[i]);

        Estimates once = estimate(sample, 300);

        assertThat(estimate(sample, 300)).isEqualTo(once);
        assertThat(new Estimator(new Bootstrap(300, 0.95, 43), 30).estimate(sample, Slices.ofAll(sample.examples())))
                .isNotEqualTo(once);
    }

    @Test
    void shouldFlagWhatDiffersAndNotWhatDoesNot() {
        Random random = new Random(5);
        Means sample = sample(
                900,
                i -> Example.of(
                        "%05d".formatted(i),
                        Map.of("region", i % 3 == 0 ? "north" : "south", "make", i % 2 == 0 ? "a" : "b")),
                i -> random.nextDouble() < (i % 3 == 0 ? 0.6 : 0.8) ? 1.0 : 0.0);

        BiasReport report = BiasReport.of(estimate(sample, 500));

        assertThat(report.flagged()).extracting(Contrast::slice).containsExactly("region=north", "region=south");
        Contrast north = report.flagged().get(0);
        assertThat(north.difference()).isCloseTo(north.inside() - north.outside(), within(1e-12));
        assertThat(north.ratio()).isCloseTo(north.inside() / north.outside(), within(1e-12));
        assertThat(north.differenceInterval().high()).isNegative();
        assertThat(north.ratioInterval().high()).isLessThan(1);
        assertThat(north.examples()).isEqualTo(300);
        assertThat(north.others()).isEqualTo(600);
        assertThat(report.markdown())
                .contains("| region=north | accuracy | 300 |", "**lower**", "**higher**", "no difference shown")
                .contains("2 of 4 judged differences exclude 0; about 0.2 of these would by chance alone.");
        assertThat(report.json()).contains("\"finding\" : \"DIFFERENT\"", "\"resamples\" : 500");
    }

    @Test
    void shouldNotJudgeASliceThatIsTooSmall() {
        Means sample = sample(100, i -> example(i, i < 29 ? "few" : "many"), i -> i < 29 ? 0.0 : 1.0);

        List<Contrast> contrasts = estimate(sample, 100).contrasts();

        assertThat(contrasts).extracting(Contrast::finding).containsOnly(Finding.TOO_FEW);
        assertThat(contrasts.get(0).difference()).isEqualTo(-1);
        assertThat(BiasReport.of(estimate(sample, 100)).markdown()).contains("too few to judge: 29 and 71");
    }

    @Test
    void shouldWeighWhatWasDrawnByItsProbability() {
        // Of 1000 easy photos one in ten was drawn, of 100 hard ones every one: accuracy is (1000·0.9 + 100·0.5) /
        // 1100.
        List<Example> examples = new ArrayList<>();
        double[] right = new double[200];
        for (int i = 0; i < 200; i++) {
            boolean easy = i < 100;
            examples.add(example(i, easy ? "easy" : "hard").drawnWith(easy ? 0.1 : 1));
            right[i] = easy ? (i < 90 ? 1 : 0) : (i < 150 ? 1 : 0);
        }
        Means sample = new Means(examples, List.of(ACCURACY), new double[][] {right}, "");

        Estimate accuracy = estimate(sample, 200).overall().get(0);

        assertThat(accuracy.value()).isCloseTo((900 + 50) / 1100.0, within(1e-12));
        assertThat(accuracy.interval().contains(accuracy.value())).isTrue();
        assertThatThrownBy(() -> examples.get(0).drawnWith(0)).hasMessageContaining("00000");
        assertThatThrownBy(() -> new Example("a", "a", Map.of(), Double.NaN)).hasMessageContaining("weight NaN");
    }

    @Test
    void shouldGiveNoIntervalWhereTooManyResamplesSayNothing() {
        Means sample = sample(60, i -> example(i, "x"), i -> i == 0 ? 1.0 : Double.NaN);

        Estimate estimate = estimate(sample, 200).overall().get(0);

        assertThat(estimate.value()).isEqualTo(1);
        assertThat(estimate.interval()).isNull();
    }

    @Test
    void shouldGiveValuesWithoutIntervalsWhereNobodyAsksForResamples() {
        Means sample = sample(60, i -> example(i, "x"), i -> 1.0);

        Estimates estimates = estimate(sample, 0);

        assertThat(estimates.measured()).hasSize(2).allSatisfy(one -> assertThat(one.interval())
                .isNull());
        assertThatThrownBy(() -> new Bootstrap(-1, 0.95, 1)).hasMessageContaining("resamples");
        assertThatThrownBy(() -> new Bootstrap(1, 1, 1)).hasMessageContaining("confidence");
    }

    @Test
    void shouldSayWhatItDoesNotSliceBy() {
        Means sample = sample(60, i -> example(i, "r" + i), i -> 1.0);

        Estimates estimates = estimate(sample, 0);

        assertThat(estimates.slices()).isEmpty();
        assertThat(estimates.notes()).containsExactly("Not sliced by region: it has 60 values, more than 30.");
        assertThat(Slices.of(sample.examples(), List.of("make")).slices())
                .containsExactly(new Slice("make", Example.UNKNOWN));
    }

    @Test
    void shouldTakeQuantilesAsTheyAreDefined() {
        List<Double> shuffled = new ArrayList<>(
                IntStream.rangeClosed(1, 101).mapToObj(i -> (double) i).toList());
        Collections.shuffle(shuffled, new Random(1));
        double[] replicates = shuffled.stream().mapToDouble(Double::doubleValue).toArray();

        Interval interval = Interval.percentile(replicates, 0.9).orElseThrow();
        assertThat(interval.low()).isCloseTo(6, within(1e-9));
        assertThat(interval.high()).isCloseTo(96, within(1e-9));
        assertThat(Interval.percentile(new double[] {1, 2}, 0.5)).contains(new Interval(1.25, 1.75));
    }
}
