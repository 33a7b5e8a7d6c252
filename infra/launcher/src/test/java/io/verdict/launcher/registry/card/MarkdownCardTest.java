package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class MarkdownCardTest {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @Test
    void shouldWriteAChampion() throws IOException {
        Golden.compare("champion.md", MarkdownCard.of(Golden.champion()));
    }

    @Test
    void shouldWriteWhatMeansHarmAsText() throws IOException {
        Golden.compare("hostile.md", MarkdownCard.of(Golden.hostile()));
    }

    @Property(tries = 300)
    void shouldReadAsTextWhateverPeopleWrote(@ForAll("texts") String text) {
        Reader card = new Reader();
        PARSER.parse(MarkdownCard.of(Story.hostile(text).card("1"))).accept(card);

        assertThat(card.markUp).isEmpty();
        assertThat(card.headings)
                .containsExactly(
                        "car-damage 1",
                        "Intended use",
                        "Limits",
                        "Model",
                        "Origin",
                        "Evaluation",
                        "Approval",
                        "Service",
                        "History");
        assertThat(card.cells).contains(PlainText.of(text), PlainText.of("Tag " + text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab12 \t\n\r<>|\\`*_{}[]()#+-=.:!&;~$\"'/@^")
                .withChars('\u202E', '\u2028', '\0', 'ä')
                .ofMinLength(0)
                .ofMaxLength(40)
                .map(text -> text + "x");
    }

    /** What a reader of the page sees. */
    private static final class Reader extends AbstractVisitor {

        final List<String> headings = new ArrayList<>();
        final List<String> cells = new ArrayList<>();
        final List<String> markUp = new ArrayList<>();

        private static String text(Node node) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }
            });
            return text.toString();
        }

        @Override
        public void visit(Heading heading) {
            headings.add(text(heading));
            visitChildren(heading);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableCell) {
                cells.add(text(node));
            }
            visitChildren(node);
        }

        @Override
        public void visit(Link node) {
            markUp.add("link");
        }

        @Override
        public void visit(Image node) {
            markUp.add("image");
        }

        @Override
        public void visit(HtmlInline node) {
            markUp.add("html " + node.getLiteral());
        }

        @Override
        public void visit(HtmlBlock node) {
            markUp.add("html " + node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            markUp.add("code");
        }

        @Override
        public void visit(Emphasis node) {
            markUp.add("emphasis");
        }

        @Override
        public void visit(StrongEmphasis node) {
            markUp.add("strong emphasis");
        }

        @Override
        public void visit(FencedCodeBlock node) {
            markUp.add("code block");
        }

        @Override
        public void visit(IndentedCodeBlock node) {
            markUp.add("code block");
        }

        @Override
        public void visit(BlockQuote node) {
            markUp.add("quote");
        }

        @Override
        public void visit(ThematicBreak node) {
            markUp.add("rule");
        }
    }
}
