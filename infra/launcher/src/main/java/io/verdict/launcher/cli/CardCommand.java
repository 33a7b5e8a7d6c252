package io.verdict.launcher.cli;

import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.card.Card;
import io.verdict.launcher.registry.card.HtmlCard;
import io.verdict.launcher.registry.card.MarkdownCard;
import io.verdict.launcher.registry.card.Moment;
import io.verdict.launcher.registry.card.SageMakerCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model card}: what the registry knows about a version, as a document (REG-5). */
@Command(
        name = "card",
        description =
                "The card of a version, from the registry's facts alone: Markdown, one HTML file, or the content of"
                        + " an Amazon SageMaker model card.",
        mixinStandardHelpOptions = true)
final class CardCommand extends ModelReads.Read {

    /** What the card is written as. */
    enum Format {
        MD,
        HTML,
        JSON
    }

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    String name;

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
    String version;

    @Option(
            names = "--format",
            paramLabel = "md|html|json",
            description = "md, html, or json for SageMaker. Default: what --out ends in, or else md.")
    Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: standard output.")
    Path out;

    CardCommand(Console console) {
        super(console);
    }

    @Override
    int print(ModelArchive archive) {
        Format chosen = chosen();
        Optional<RegisteredModel> model = archive.find(name);
        if (model.isEmpty()) {
            return missing(name);
        }
        Optional<Card> card = Card.of(model.get(), version, moment(archive), archive.facts());
        if (card.isEmpty()) {
            console.say("There is no version '%s' of %s. All of them: infra/verdict model show %s"
                    .formatted(version, name, name));
            return ExitCode.NEGATIVE;
        }
        write(
                switch (chosen) {
                    case MD -> MarkdownCard.of(card.get());
                    case HTML -> HtmlCard.of(card.get());
                    case JSON -> SageMakerCard.of(card.get()) + "\n";
                });
        return ExitCode.OK;
    }

    private Format chosen() {
        if (json && format != null && format != Format.JSON) {
            throw new WrongUseException("--json and --format %s do not go together."
                    .formatted(format.name().toLowerCase(Locale.ROOT)));
        }
        if (json) {
            return Format.JSON;
        }
        return format != null ? format : byEnding();
    }

    private Format byEnding() {
        String file = out == null ? "" : out.toString().toLowerCase(Locale.ROOT);
        return Stream.of(Format.HTML, Format.JSON)
                .filter(one -> file.endsWith("." + one.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(Format.MD);
    }

    private static Moment moment(ModelArchive archive) {
        int facts = archive.facts().size();
        // There is a model, so there is a fact.
        Instant time = archive.facts().get(facts - 1).event().getMeta().getTime();
        return new Moment(archive.offset(), time);
    }

    private void write(String text) {
        if (out == null) {
            console.out().print(text);
            console.out().flush();
            return;
        }
        try {
            Files.writeString(out, text);
            console.say("Written to " + out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out + ": " + e, e);
        }
    }
}
