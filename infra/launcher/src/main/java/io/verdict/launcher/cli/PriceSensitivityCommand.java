package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.PriceSensitivity;
import io.verdict.launcher.scenario.PriceSensitivityPlan;
import io.verdict.launcher.scenario.PriceSensitivityResult;
import io.verdict.launcher.scenario.PriceSensitivityText;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scenario price-sensitivity}: from a file of baskets to answers by an approved version (SYS-4). */
@Command(
        name = "price-sensitivity",
        description =
                "Who minds prices how much: draw baskets, some of them bad, make a dataset version of them, train a forest"
                        + " and a stump, evaluate both on customers that none has seen, and let the gates, the approval and"
                        + " the consumer decide who may answer. Ends by itself; exit code 0: all of it held.",
        mixinStandardHelpOptions = true)
final class PriceSensitivityCommand implements Callable<Integer> {

    private static final int FEWEST = 1000;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Baskets that are drawn. Default: ${DEFAULT-VALUE}.")
    int rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of baskets and training. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Mixin
    OwnPlatformOptions own;

    private final Console console;

    PriceSensitivityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rows < FEWEST) {
            throw new WrongUseException("--rows: of fewer than %d baskets there are too few to be tested on, not %d."
                    .formatted(FEWEST, rows));
        }
        PriceSensitivityPlan plan = PriceSensitivityPlan.standard(rows, seed);
        return PlatformJob.scenario(console, own)
                .run(new PlatformJob.Setting("scenario", Rules.shipped(), Accelerator.cpu()), (platform, root) -> {
                    PriceSensitivity scenario = new PriceSensitivity(
                            platform,
                            plan,
                            root.resolve("scenario"),
                            Clock.systemUTC(),
                            new ScenarioConsole(console, new RunConsole(console)));
                    return new PlatformJob.Task(tell -> tell.accept(report(scenario.run())), scenario::stop);
                });
    }

    private static PlatformJob.Report report(PriceSensitivityResult result) {
        return new PlatformJob.Report(
                result, PriceSensitivityText.lines(result), result.holds(), "model show price-sensitivity");
    }
}
