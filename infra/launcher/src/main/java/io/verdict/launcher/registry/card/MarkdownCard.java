package io.verdict.launcher.registry.card;

import io.verdict.launcher.registry.card.Block.Bullets;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Block.Table;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A card as Markdown (CommonMark 0.31 with GitHub's tables). What people wrote is text in it and nothing else: no HTML,
 * no headings, no cells of its own, no link but an address in plain sight, which GitHub makes one by itself. Pure.
 */
public final class MarkdownCard {

    /** Has a meaning anywhere in a line. CommonMark 2.4: before punctuation, a backslash takes it away. */
    private static final Pattern ANYWHERE = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&$!]");

    /** Has a meaning at the begin of a line: lists, underlined headings, rules. */
    private static final Pattern AT_BEGIN = Pattern.compile("^(\\d{1,9}(?=[.)](?: |$))|(?=[-+=]))");

    private MarkdownCard() {}

    /** The whole page, with a line feed at its end. */
    public static String of(Card card) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(text(Outline.title(card))).append("\n\n");
        page.append(text(Outline.reflects(card))).append('\n');
        for (Section section : Outline.of(card)) {
            page.append("\n## ").append(text(section.title())).append('\n');
            section.blocks().forEach(block -> page.append('\n').append(block(block)));
        }
        return page.toString();
    }

    private static String block(Block block) {
        if (block instanceof Paragraph paragraph) {
            return text(paragraph.text()) + "\n";
        }
        if (block instanceof Bullets bullets) {
            return bullets.items().stream()
                    .map(item -> "- " + text(item) + "\n")
                    .collect(Collectors.joining());
        }
        Table table = (Table) block;
        return row(table.header())
                + "|---".repeat(table.header().size())
                + "|\n"
                + table.rows().stream().map(MarkdownCard::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(MarkdownCard::text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String text(String text) {
        String escaped = ANYWHERE.matcher(PlainText.of(text)).replaceAll("\\\\$0");
        return AT_BEGIN.matcher(escaped).replaceFirst("$1\\\\");
    }
}
