package io.verdict.launcher.cli;

import io.verdict.avro.AvroJson;
import io.verdict.events.AlarmBound;
import io.verdict.events.AlarmCleared;
import io.verdict.events.AlarmRaised;
import io.verdict.events.AlarmSeverity;
import io.verdict.events.AlarmWindow;
import io.verdict.events.LogPosition;
import io.verdict.launcher.alarms.AlarmBook;
import io.verdict.launcher.alarms.AlarmLog;
import io.verdict.launcher.alarms.AlarmText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alarm raise|clear|list}: what is beyond its threshold about models. */
@Command(
        name = "alarm",
        description =
                "Alarms about models: raise one from monitoring outside, clear it, see what stands. Training rules"
                        + " can ask for a run because of one (triggers.yaml).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AlarmCommand.RaiseCommand.class, AlarmCommand.ClearCommand.class, AlarmCommand.ListCommand.class
        })
public final class AlarmCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with alarms: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** What every subcommand has to say where. */
    abstract static class OfAlarms implements Callable<Integer> {

        final Console console;
        final Clock clock = Clock.systemUTC();

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        OfAlarms(Console console) {
            this.console = console;
        }

        final AlarmLog log() {
            return new AlarmLog(cluster.cluster(), clock);
        }

        final int say(String model, String alarmId, LogPosition position, String text) {
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("model", model);
                line.put("alarm", alarmId);
                line.put("offset", position.getOffset());
                console.json(line);
            } else {
                console.print(text);
            }
            return ExitCode.OK;
        }
    }

    /** Who says so. */
    static final class Speaker {

        @Option(
                names = "--as",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "The monitoring or person that says so; it goes on the log. Default: ${DEFAULT-VALUE}.")
        String name;
    }

    /** {@code alarm raise}. */
    @Command(
            name = "raise",
            description = "Say that a value is beyond its threshold. Under a name that stands already, it is the same"
                    + " alarm with another value or severity.",
            mixinStandardHelpOptions = true)
    static final class RaiseCommand extends OfAlarms {

        private static final Map<String, AlarmSeverity> SEVERITIES = Map.of(
                "info", AlarmSeverity.INFO, "warning", AlarmSeverity.WARNING, "critical", AlarmSeverity.CRITICAL);

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model that it is about.")
        String model;

        @Option(
                names = "--metric",
                required = true,
                paramLabel = "NAME",
                description = "What was measured, for example psi:brightness or tpr.")
        String metric;

        @Option(names = "--value", required = true, paramLabel = "NUMBER", description = "What was found.")
        double value;

        @Option(
                names = "--threshold",
                required = true,
                paramLabel = "NUMBER",
                description = "What it is held against. The value has to be beyond it.")
        double threshold;

        @Option(names = "--below", description = "Values below the threshold are bad. Default: those above it.")
        boolean below;

        @Option(
                names = "--severity",
                defaultValue = "warning",
                paramLabel = "SEVERITY",
                description = "info, warning or critical. Default: ${DEFAULT-VALUE}.")
        String severity;

        @Option(names = "--model-version", paramLabel = "VERSION", description = "The version that it is about.")
        String version;

        @Option(
                names = "--window",
                paramLabel = "DURATION",
                description = "The time until now over which it was measured, for example 15m.")
        String window;

        @Option(
                names = "--group",
                paramLabel = "NAME",
                description = "What is thought to be behind it: alarms with the same one are one alert.")
        String group;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description =
                        "The alarm's name among the model's, to raise it again and to clear it by. Default: a new one.")
        String name;

        @Option(names = "--text", defaultValue = "", paramLabel = "TEXT", description = "What was seen, for people.")
        String text;

        @Mixin
        Speaker speaker;

        RaiseCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            AlarmSeverity meant = SEVERITIES.get(severity.toLowerCase(Locale.ROOT));
            if (meant == null) {
                throw new WrongUseException(
                        "--severity: there is no '" + severity + "'; use info, warning or critical.");
            }
            if (!(below ? value < threshold : value > threshold)) {
                throw new WrongUseException("--value: %s is not %s %s, so there is no alarm; see --below."
                        .formatted(value, below ? "below" : "above", threshold));
            }
            AlarmRaised raised = AlarmRaised.newBuilder()
                    .setSeverity(meant)
                    .setMetric(metric)
                    .setValue(value)
                    .setThreshold(threshold)
                    .setBound(below ? AlarmBound.BELOW : AlarmBound.ABOVE)
                    .setWindow(window == null ? null : window())
                    .setVersion(version)
                    .setGroup(group)
                    .setText(text)
                    .build();
            LogPosition position = log().append(speaker.name, model, name, raised);
            String alarmId = name == null ? position.getEventId() : name;
            return say(model, alarmId, position, "Raised: " + alarmId);
        }

        private AlarmWindow window() {
            Duration length = Names.parsed("--window", () -> Durations.parse(window));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return new AlarmWindow(now.minus(length), now);
        }
    }

    /** {@code alarm clear}. */
    @Command(name = "clear", description = "Say that an alarm is over.", mixinStandardHelpOptions = true)
    static final class ClearCommand extends OfAlarms {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model that it is about.")
        String model;

        @Parameters(index = "1", paramLabel = "ALARM", description = "Its name.")
        String alarmId;

        @Option(names = "--value", paramLabel = "NUMBER", description = "What the value is now.")
        Double value;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        @Mixin
        Speaker speaker;

        ClearCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            AlarmBook book = log().read();
            if (book.standing(model, alarmId).isEmpty()) {
                console.say("No alarm '%s' of %s stands. Those that do: infra/verdict alarm list %s"
                        .formatted(alarmId, model, model));
                return ExitCode.NEGATIVE;
            }
            LogPosition position = log().append(speaker.name, model, alarmId, new AlarmCleared(value, reason));
            return say(model, alarmId, position, "Cleared: " + alarmId);
        }
    }

    /** {@code alarm list}. */
    @Command(name = "list", description = "Alarms that stand, the oldest first.", mixinStandardHelpOptions = true)
    static final class ListCommand extends OfAlarms {

        @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Only of this model.")
        String model;

        @Option(names = "--all", description = "Also those that are over.")
        boolean all;

        ListCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            List<AlarmBook.Alarm> alarms = log().read().list(model, all);
            for (AlarmBook.Alarm alarm : alarms) {
                if (json) {
                    console.print("{\"raised\":%s,\"cleared\":%s}"
                            .formatted(
                                    AvroJson.toJson(alarm.latest()),
                                    alarm.cleared().map(AvroJson::toJson).orElse("null")));
                } else {
                    console.print(AlarmText.line(alarm));
                }
            }
            if (alarms.isEmpty() && !json) {
                console.print("No alarm " + (all ? "was ever raised." : "stands."));
            }
            return ExitCode.OK;
        }
    }
}
