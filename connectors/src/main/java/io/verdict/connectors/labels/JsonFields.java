package io.verdict.connectors.labels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Values out of a stream of JSON tokens; what is of the wrong type becomes a problem with its place. */
final class JsonFields {

    /** Python writes NaN into JSON; it is let in here so that the field can be named. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private final String file;
    private final Problems problems;

    JsonFields(JsonParser parser, String file, Problems problems) {
        this.parser = parser;
        this.file = file;
        this.problems = problems;
    }

    Place here() {
        return place(parser.currentTokenLocation());
    }

    private Place place(JsonLocation at) {
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }

    /** Goes to the value of the next field of an object and gives the field's name; null behind the last. */
    String next() throws IOException {
        String field = parser.nextFieldName();
        if (field != null) {
            parser.nextToken();
        }
        return field;
    }

    /** The present value as text; what is longer than {@value Spooled#LONGEST_TEXT} characters is refused. */
    Optional<String> text(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrong(field, "a text");
            return Optional.empty();
        }
        String text = parser.getText();
        if (text.isEmpty() || text.length() > Spooled.LONGEST_TEXT) {
            problems.add(
                    here(), field, "has %d characters; give 1 to %d".formatted(text.length(), Spooled.LONGEST_TEXT));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The present value as a whole number of 64 bits. */
    OptionalLong whole(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return OptionalLong.of(parser.getLongValue());
        }
        wrong(field, "a whole number");
        return OptionalLong.empty();
    }

    /** The present value as a finite number. */
    OptionalDouble number(String field) throws IOException {
        if (parser.currentToken().isNumeric() && Double.isFinite(parser.getDoubleValue())) {
            return OptionalDouble.of(parser.getDoubleValue());
        }
        wrong(field, "a finite number");
        return OptionalDouble.empty();
    }

    /** Whether the present value begins an object or array of the wanted kind; what is none is passed over. */
    boolean begins(JsonToken wanted, String field) throws IOException {
        if (parser.currentToken() == wanted) {
            return true;
        }
        wrong(field, wanted == JsonToken.START_ARRAY ? "an array" : "an object");
        return false;
    }

    private void wrong(String field, String wanted) throws IOException {
        problems.add(here(), field, "is %s; give %s".formatted(shown(parser), wanted));
        parser.skipChildren();
    }

    /** That the text is no JSON, which ends the reading. */
    static void broken(JsonProcessingException e, String file, int line, Problems problems) {
        JsonLocation at = e.getLocation();
        Place place = at == null
                ? Place.of(file, line)
                : new Place(file, line == 0 ? at.getLineNr() : line, at.getColumnNr());
        String text = e instanceof JsonEOFException
                ? "ends in the middle of a value; it was cut short: copy or export it again"
                : "is no JSON from here on (%s); correct or export it again"
                        .formatted(e.getOriginalMessage().lines().findFirst().orElse(""));
        problems.add(place, "", text);
    }

    private static String shown(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the text '" + shortened(parser.getText()) + "'";
            case VALUE_NULL -> "null";
            default -> shortened(parser.getText());
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
