package io.verdict.launcher.registry.card;

import io.verdict.launcher.registry.card.Block.Bullets;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Block.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A card as one HTML file that loads nothing: no scripts, pictures or fonts, and a content security policy (CSP 3) that
 * forbids them. Light or dark as the reader's screen is. What people wrote is text in it and nothing else. Pure.
 */
public final class HtmlCard {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--quiet:#57606a;--paper:#fff;--line:#d0d7de;--warn:#fff8e5;--edge:#9a6700}
            @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--paper:#0d1117;--line:#3d444d;--warn:#2b2111;--edge:#d29922}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:64rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
            h1{margin:0}h2{margin:2rem 0 .5rem;font-size:1.2rem}
            header p{color:var(--quiet);margin:.25rem 0 0}
            .limits{background:var(--warn);border-left:.3rem solid var(--edge);padding:.1rem 1rem 1rem;margin-top:2rem}
            .limits h2{margin-top:.75rem}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;margin:.75rem 0;font-size:.925rem}
            th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;min-width:4rem}
            th{color:var(--quiet);font-weight:600}
            @media print{body{margin:0;max-width:none}section{break-inside:avoid}}
            """;

    private HtmlCard() {}

    /** The whole file, with a line feed at its end. */
    public static String of(Card card) {
        String title = text(Outline.title(card));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                </header>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(
                        title,
                        STYLE,
                        title,
                        text(Outline.reflects(card)),
                        Outline.of(card).stream().map(HtmlCard::section).collect(Collectors.joining()));
    }

    private static String section(Section section) {
        return "<section%s>\n<h2>%s</h2>\n%s</section>\n"
                .formatted(
                        section.title().equals(Outline.LIMITS) ? " class=\"limits\"" : "",
                        text(section.title()),
                        section.blocks().stream().map(HtmlCard::block).collect(Collectors.joining()));
    }

    private static String block(Block block) {
        if (block instanceof Paragraph paragraph) {
            return "<p>" + text(paragraph.text()) + "</p>\n";
        }
        if (block instanceof Bullets bullets) {
            return bullets.items().stream()
                    .map(item -> "<li>" + text(item) + "</li>\n")
                    .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
        }
        Table table = (Table) block;
        return "<div class=\"wide\"><table>\n<thead>"
                + row(table.header(), "th")
                + "</thead>\n<tbody>\n"
                + table.rows().stream().map(cells -> row(cells, "td") + "\n").collect(Collectors.joining())
                + "</tbody>\n</table></div>\n";
    }

    private static String row(List<String> cells, String kind) {
        return cells.stream()
                .map(cell -> "<%s>%s</%s>".formatted(kind, text(cell), kind))
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String text(String text) {
        return PlainText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
