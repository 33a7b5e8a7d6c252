package io.verdict.streams.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.VersionStatus;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueryPropertiesTest {

    @Property
    void shouldReadWhatItWrites(@ForAll("queries") Query query) {
        assertThat(Query.parse(query.toString())).as(query.toString()).isEqualTo(query);
    }

    @Property
    void shouldAnswerAnyTextWithAQueryOrAPlaceInIt(@ForAll("texts") String text) {
        try {
            Query query = Query.parse(text);
            assertThat(Query.parse(query.toString())).isEqualTo(query);
        } catch (QueryException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "state",
                        "=",
                        "!=",
                        "~",
                        ">=",
                        "<",
                        "\"",
                        "\\",
                        " ",
                        "tag.",
                        "metric.",
                        "[",
                        "]",
                        "a",
                        "1",
                        "approved",
                        "name",
                        "\u00e9",
                        "\t")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Query> queries() {
        return terms().list().ofMaxSize(5).map(Query::new);
    }

    private static Arbitrary<Term> terms() {
        return fields().flatMap(
                        field -> Combinators.combine(Arbitraries.of(field.kind().operators()), operands(field.kind()))
                                .as((operator, operand) -> new Term(field, operator, operand)));
    }

    private static Arbitrary<Field> fields() {
        Arbitrary<String> names = Arbitraries.strings().ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("ab .=~<>!\"\\\t")
                .ofMinLength(1)
                .ofMaxLength(6);
        Arbitrary<String> metrics = Arbitraries.oneOf(names, odd).filter(name -> name.indexOf('[') < 0);
        return Arbitraries.oneOf(
                Arbitraries.of(Field.Plain.values()),
                Arbitraries.oneOf(names, odd).map(Field.Tag::new),
                metrics.map(name -> new Field.Metric(name, Optional.empty())),
                Combinators.combine(metrics, odd).as((name, slice) -> new Field.Metric(name, Optional.of(slice))));
    }

    private static Arbitrary<Operand> operands(Field.Kind kind) {
        return switch (kind) {
            case TEXT ->
                Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(10),
                                Arbitraries.strings()
                                        .withChars("ab =~<>!\"\\\n")
                                        .ofMaxLength(8))
                        .map(Operand.Text::new);
            case STATE ->
                Arbitraries.of(VersionStatus.values())
                        .filter(state -> state != VersionStatus.UNKNOWN)
                        .map(Operand.State::new);
            case NUMBER -> Arbitraries.doubles().map(Operand.Number::new);
            case TIME ->
                Arbitraries.longs()
                        .between(0, 4_000_000_000_000_000L)
                        .map(micros -> new Operand.Time(Instant.EPOCH.plusNanos(micros * 1000)));
        };
    }
}
