package io.verdict.streams.registry.search;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions that all have to hold: {@code state=approved metric.map50>=0.9 tag.team=vision name~damage}.
 *
 * <p>A term is a field, an operator ({@code = != ~ > >= < <=}) and a value, without spaces around the operator; words with
 * spaces, signs or quotes in them are put in double quotes, where {@code \"} and {@code \\} stand for the characters. A
 * field that a version has no value of holds for {@code !=} and for nothing else; of several values (aliases, data sets)
 * one is enough, but for {@code !=} none may be equal. {@code =} is exact for text, {@code ~} takes no notice of case.
 * Safe for use by many threads.
 */
public record Query(List<Term> terms) {

    public Query {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a query; one without terms is met by every version.
     *
     * @throws QueryException saying where it means nothing
     */
    public static Query parse(String text) {
        return new Query(new QueryParser(text).terms());
    }

    /** Whether every condition holds. */
    public boolean matches(RegisteredModel model, ModelVersion version) {
        return terms.stream().allMatch(term -> Matching.holds(term, model, version));
    }

    /** As it is written; reads as an equal query. */
    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(" "));
    }
}
