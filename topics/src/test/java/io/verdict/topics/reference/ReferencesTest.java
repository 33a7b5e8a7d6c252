package io.verdict.topics.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencesTest {
    private static final Path REPOSITORY = Path.of("..");

    @TempDir
    Path directory;

    static Set<String> pages() {
        return References.pages().keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldBeWhatTheCodeSays(String page) throws IOException {
        assertThat(REPOSITORY.resolve(page))
                .as("%s is out of date; regenerate it from the repository's root with: %s", page, References.COMMAND)
                .exists()
                .content()
                .isEqualTo(References.pages().get(page));
    }

    @Test
    void shouldWriteThePages() throws IOException {
        References.main(new String[] {directory.toString()});

        for (String page : References.pages().keySet()) {
            assertThat(Files.readString(directory.resolve(page)))
                    .isEqualTo(References.pages().get(page));
        }
    }

    @Test
    void shouldHaveASectionForEachTopicAndALinkTargetForEachType() {
        String page = TopicReference.markdown(Topics.catalog());

        Topics.catalog().forEach(entry -> assertThat(page).contains("\n## " + entry.name() + "\n", entry.purpose()));
        page.lines()
                .flatMap(line -> java.util.regex.Pattern.compile("\\[(\\w+)]\\(#")
                        .matcher(line)
                        .results())
                .map(match -> match.group(1))
                .forEach(type -> assertThat(page).contains("\n### " + type + "\n"));
    }
}
