package io.verdict.streams.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.verdict.avro.AvroJson;
import io.verdict.streams.app.AppHealth;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Writes answers as JSON. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static String found(View view, SpecificRecord row, AsOf asOf) {
        return object(json -> {
            json.writeStringField("view", view.path());
            json.writeFieldName("row");
            json.writeRawValue(AvroJson.toJson(row));
            write(asOf, json);
        });
    }

    static String page(View view, Views.Page page) {
        return object(json -> {
            json.writeStringField("view", view.path());
            json.writeArrayFieldStart("rows");
            for (SpecificRecord row : page.rows()) {
                json.writeRawValue(AvroJson.toJson(row));
            }
            json.writeEndArray();
            if (page.next().isPresent()) {
                json.writeStringField("next", page.next().get().text());
            } else {
                json.writeNullField("next");
            }
            write(page.asOf(), json);
        });
    }

    static String row(String name, SpecificRecord row, AsOf asOf) {
        return object(json -> {
            json.writeFieldName(name);
            json.writeRawValue(AvroJson.toJson(row));
            write(asOf, json);
        });
    }

    static String rows(String name, ModelViews.Answer<? extends List<? extends SpecificRecord>> answer) {
        return object(json -> {
            write(name, answer.found(), json);
            write(answer.asOf(), json);
        });
    }

    static String model(ModelViews.Model model, AsOf asOf) {
        return object(json -> {
            json.writeFieldName("model");
            json.writeRawValue(AvroJson.toJson(model.row()));
            write("versions", model.versions(), json);
            write(asOf, json);
        });
    }

    private static void write(String name, List<? extends SpecificRecord> rows, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (SpecificRecord row : rows) {
            json.writeRawValue(AvroJson.toJson(row));
        }
        json.writeEndArray();
    }

    static String error(String message) {
        return object(json -> json.writeStringField("error", message));
    }

    static String health(List<AppHealth> apps) {
        return object(json -> {
            json.writeStringField("status", apps.stream().allMatch(AppHealth::ready) ? "UP" : "DOWN");
            json.writeArrayFieldStart("apps");
            for (AppHealth app : apps) {
                json.writeStartObject();
                json.writeStringField("name", app.name());
                json.writeStringField("state", app.state());
                json.writeBooleanField("ready", app.ready());
                json.writeStringField("failure", app.failure().orElse(null));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void write(AsOf asOf, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("asOf");
        json.writeArrayFieldStart("partitions");
        for (int partition : asOf.partitions()) {
            json.writeNumber(partition);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("offsets");
        for (var topic : asOf.offsets().entrySet()) {
            json.writeObjectFieldStart(topic.getKey());
            for (Map.Entry<Integer, Long> partition : topic.getValue().entrySet()) {
                json.writeNumberField(partition.getKey().toString(), partition.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A string writer failed", e);
        }
        return text.toString();
    }
}
