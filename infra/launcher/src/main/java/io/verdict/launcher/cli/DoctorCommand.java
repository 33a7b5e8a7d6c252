package io.verdict.launcher.cli;

import io.verdict.launcher.doctor.ClusterChecks;
import io.verdict.launcher.doctor.Finding;
import io.verdict.launcher.doctor.MachineChecks;
import io.verdict.launcher.doctor.ModelChecks;
import io.verdict.launcher.platform.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: is everything there that the platform needs? */
@Command(
        name = "doctor",
        description = "Check JDK, memory, disk, ports, broker, topics, registry, model and execution provider, and say"
                + " what to do.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Option(names = "--json", description = "The findings as one JSON array.")
    boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean running = cluster.running().isPresent();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new MachineChecks(cluster.home().root(), Ports.DEFAULT.all(), running).run());
        findings.addAll(new ModelChecks().run());
        findings.addAll(cluster());
        if (json) {
            console.json(findings);
        } else {
            findings.forEach(this::show);
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAILURE)
                ? ExitCode.NEGATIVE
                : ExitCode.OK;
    }

    private List<Finding> cluster() {
        try {
            return new ClusterChecks(cluster.cluster()).run();
        } catch (WrongUseException e) {
            return ClusterChecks.notAsked(e.getMessage());
        }
    }

    private void show(Finding finding) {
        String sign =
                switch (finding.level()) {
                    case OK -> "ok     ";
                    case WARNING -> "warning";
                    case FAILURE -> "FAILURE";
                };
        console.print("%s  %-12s %s".formatted(sign, finding.check(), finding.found()));
        if (!finding.advice().isEmpty()) {
            console.print("         %-12s → %s".formatted("", finding.advice()));
        }
    }
}
