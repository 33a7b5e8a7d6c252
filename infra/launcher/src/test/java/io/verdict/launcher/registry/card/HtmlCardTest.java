package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HtmlCardTest {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @Test
    void shouldWriteAChampion() throws IOException {
        Golden.compare("champion.html", HtmlCard.of(Golden.champion()));
    }

    @Test
    void shouldWriteWhatMeansHarmAsText() throws IOException {
        Golden.compare("hostile.html", HtmlCard.of(Golden.hostile()));
    }

    @Test
    void shouldLoadNothing() {
        assertThat(HtmlCard.of(Golden.champion()))
                .contains("default-src 'none'", "prefers-color-scheme:dark")
                .doesNotContain("src=", "href=", "url(", "@import", "<script", "<link", "<img");
    }

    @Property(tries = 300)
    void shouldHaveTheSameTagsWhateverPeopleWrote(@ForAll("texts") String text) {
        String quiet = HtmlCard.of(Story.hostile("x").card("1"));
        String loud = HtmlCard.of(Story.hostile(text).card("1"));

        assertThat(tags(loud)).isEqualTo(tags(quiet));
        assertThat(loud.lines()).hasSameSizeAs(quiet.lines().toList());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab <>\"'&;/=!-\n\r\t\u2028%s")
                .ofMaxLength(30)
                .map(text -> text + "x");
    }

    private static List<String> tags(String html) {
        return TAG.matcher(html).results().map(match -> match.group()).toList();
    }
}
