package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ModelEvent;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class ModelTextTest {

    @Test
    void shouldHaveWordsForEveryFact() {
        Set<Class<?>> facts = ModelEvent.getClassSchema().getField("fact").schema().getTypes().stream()
                .<Class<?>>map(SpecificData.get()::getClass)
                .collect(Collectors.toSet());

        assertThat(ModelText.facts()).isEqualTo(facts);
    }
}
