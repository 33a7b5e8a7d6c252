package io.verdict.launcher.cli;

import io.verdict.events.DeclareModel;
import io.verdict.events.ProposedDeclaration;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.registry.DeclarationFile.Declared;
import io.verdict.streams.registry.Digests;
import io.verdict.streams.registry.diff.Change;
import io.verdict.streams.registry.diff.DeclarationDiff;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model declare}: shows what changes against the declaration in force, and asks for it. */
@Command(
        name = "declare",
        description =
                "Declare a model by a YAML file: what it does, its gates, who approves, how it comes into service."
                        + " Shows what changes against the declaration in force. What loosens that one waits for another"
                        + " person: model agree.",
        mixinStandardHelpOptions = true)
final class DeclareCommand extends RegistryCall {

    @Parameters(index = "0", paramLabel = "FILE", description = "The declaration.")
    Path file;

    @Option(names = "--dry-run", description = "Show what would change, and send nothing.")
    boolean dryRun;

    private final Console console;

    DeclareCommand(Console console) {
        super(console);
        this.console = console;
    }

    @Override
    public Integer call() {
        Declared declared = DeclarationFile.read(file);
        String digest = Digests.of(declared.declaration());
        Optional<RegisteredModel> model =
                ModelArchive.read(cluster.cluster(), AsOf.now()).find(declared.model());
        String standing = model.map(RegisteredModel::getDeclarationDigest).orElse(null);
        List<Change> changes =
                DeclarationDiff.between(model.map(RegisteredModel::getDeclaration), declared.declaration());
        boolean send = !dryRun && !digest.equals(standing);
        if (json) {
            console.json(object(declared.model(), digest, standing, changes, send));
        } else {
            text(declared.model(), digest, standing, changes);
            model.map(RegisteredModel::getProposal)
                    .ifPresent(proposal -> console.print(waiting(declared.model(), digest, proposal)));
        }
        if (!send) {
            console.say(dryRun ? "Nothing was sent (--dry-run)." : "Nothing was sent, as nothing would change.");
            return ExitCode.OK;
        }
        return ask(declared.model(), new DeclareModel(declared.declaration()));
    }

    private void text(String model, String digest, String standing, List<Change> changes) {
        if (standing == null) {
            console.print("%s is not declared yet; this would be its first declaration (SHA-256 %s):"
                    .formatted(model, digest));
        } else if (digest.equals(standing)) {
            console.print("%s: this declaration is in force already (SHA-256 %s).".formatted(model, digest));
        } else {
            console.print("%s: against the declaration in force (SHA-256 %s) this file (SHA-256 %s) changes:"
                    .formatted(model, standing, digest));
            if (changes.isEmpty()) {
                console.print("  the order of items only");
            }
        }
        changes.forEach(change -> DiffText.lines(change).forEach(console::print));
        if (loosens(changes)) {
            console.print("What is LOOSENED waits for another person: infra/verdict model agree %s %s"
                    .formatted(model, digest));
        }
    }

    private static String waiting(String model, String digest, ProposedDeclaration proposal) {
        return proposal.getDigest().equals(digest)
                ? "%s has proposed this declaration, and it waits: infra/verdict model agree %s %s"
                        .formatted(proposal.getProposedBy(), model, digest)
                : "Another declaration waits (SHA-256 %s, proposed by %s); one that is accepted or proposed now takes its place."
                        .formatted(proposal.getDigest(), proposal.getProposedBy());
    }

    private static Map<String, Object> object(
            String model, String digest, String standing, List<Change> changes, boolean sent) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("model", model);
        line.put("digest", digest);
        line.put("inForce", standing);
        line.put("unchanged", digest.equals(standing));
        line.put("changes", changes.stream().map(DiffText::object).toList());
        line.put("waitsForAgreement", loosens(changes));
        line.put("sent", sent);
        return line;
    }

    private static boolean loosens(List<Change> changes) {
        return changes.stream().anyMatch(change -> !change.loosens().isEmpty());
    }
}
