package io.verdict.launcher.cli;

import io.verdict.avro.Envelope;
import io.verdict.launcher.identity.Directory;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.registry.PolicyReplay;
import io.verdict.streams.registry.PolicyReplay.Judgement;
import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code model policy-check}: the approvals of the past under another declaration. */
@Command(
        name = "policy-check",
        description =
                "Judge all approvals of the past by another declaration, and list those that it would have refused."
                        + " Exit code 1 where there is one.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand extends ModelReads.Read {

    @Option(
            names = "--as",
            required = true,
            paramLabel = "FILE",
            description = "The declaration to judge by; it names the model. Nothing is declared.")
    Path file;

    PolicyCheckCommand(Console console) {
        super(console);
    }

    @Override
    int print(ModelArchive archive) {
        DeclarationFile.Declared declared = DeclarationFile.read(file);
        Directory directory = Directory.read(cluster.cluster());
        PolicyReplay replay = new PolicyReplay(declared.declaration(), person -> directory
                .find(person)
                .map(known -> Set.copyOf(known.getRoles()))
                .orElse(Set.of()));
        archive.facts().stream()
                .filter(entry -> entry.event().getModel().equals(declared.model()))
                .forEach(entry -> replay.take(
                        entry.event(),
                        Envelope.position(
                                Topics.MODELS.name(),
                                0,
                                entry.offset(),
                                entry.event().getMeta())));
        List<Judgement> judgements = replay.judgements();
        judgements.forEach(this::print);
        long refused = judgements.stream()
                .filter(judgement -> !judgement.objections().isEmpty())
                .count();
        console.say("%d of %d approvals of %s would have been refused."
                .formatted(refused, judgements.size(), declared.model()));
        return refused == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(Judgement judgement) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("offset", judgement.position().getOffset());
            line.put("time", judgement.time().toString());
            line.put("version", judgement.version());
            line.put("approvers", judgement.approvers());
            line.put("objections", judgement.objections());
            console.json(line);
        } else if (!judgement.objections().isEmpty()) {
            console.print("%s  %d  version %s, approved by %s"
                    .formatted(
                            judgement.time(),
                            judgement.position().getOffset(),
                            judgement.version(),
                            judgement.approvers().isEmpty()
                                    ? "the declared policy"
                                    : String.join(", ", judgement.approvers())));
            judgement.objections().forEach(objection -> console.print("    " + objection));
        }
    }
}
