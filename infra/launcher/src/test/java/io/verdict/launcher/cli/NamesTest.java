package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.topics.Topics;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void shouldFindEveryTopicOfTheCatalog() {
        assertThat(Topics.all()).allSatisfy(topic -> assertThat((Object) Names.topic(topic.name()))
                .isSameAs(topic));
    }

    @Test
    void shouldSayWhichTopicWasMeant() {
        assertThatThrownBy(() -> Names.topic("detectoins"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("'detectoins'")
                .hasMessageContaining("Did you mean " + Topics.DETECTIONS.name() + "?");
    }

    @Test
    void shouldNotGuessAtWhatIsFarFromEveryTopic() {
        assertThatThrownBy(() -> Names.topic("zebra"))
                .hasMessageContaining("topics describe")
                .hasMessageNotContaining("Did you mean");
    }

    @Test
    void shouldNameTheFlagOfAWrongValue() {
        assertThat(Names.parsed("--from", () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Names.parsed("--from", () -> {
                    throw new IllegalArgumentException("no such place");
                }))
                .isInstanceOf(WrongUseException.class)
                .hasMessage("--from: no such place");
    }

    @Property(tries = 200)
    void shouldQuoteAnyKeyAsJson(@ForAll String key) throws IOException {
        assertThat(new ObjectMapper().readTree(Names.quoted(key)).textValue()).isEqualTo(key);
    }

    @Test
    void shouldQuoteNoKeyAsNull() {
        assertThat(Names.quoted(null)).isEqualTo("null");
    }
}
