package io.verdict.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.avro.RestClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A schema registry behind Confluent's REST API (Schema Registry API reference, version 1). Safe for use by many threads. */
final class RestRegistry implements SchemaRegistry {

    private final RestClient client;

    RestRegistry(RegistryConfig config) {
        client = new RestClient(config);
    }

    @Override
    public int register(String subject, Schema schema) {
        Answer answer = client.post("/subjects/" + path(subject) + "/versions", body(schema));
        if (answer.status() == 409) {
            throw answer.refused("does not take schema " + schema.getFullName() + " under subject " + subject
                    + ", because it is not compatible with the registered versions; make the change compatible, or"
                    + " publish under another subject");
        }
        return expect(answer, "does not register schema " + schema.getFullName() + " under subject " + subject)
                .path("id")
                .asInt();
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Answer answer = client.post("/subjects/" + path(subject), body(schema));
        if (answer.status() == 404) {
            throw answer.refused("has no schema " + schema.getFullName() + " under subject " + subject
                    + "; register it (verdict topics apply), or set auto.register.schemas=true");
        }
        return expect(answer, "cannot look up schema " + schema.getFullName() + " under subject " + subject)
                .path("id")
                .asInt();
    }

    @Override
    public Schema byId(int id) {
        Answer answer = client.get("/schemas/ids/" + id);
        if (answer.status() == 404) {
            throw answer.refused("has no schema with id " + id
                    + "; the record was written against another registry, or the schema was deleted");
        }
        return parse(expect(answer, "cannot look up schema id " + id), "with id " + id);
    }

    @Override
    public List<String> subjects() {
        return texts(expect(client.get("/subjects"), "does not list its subjects")).stream()
                .sorted()
                .toList();
    }

    @Override
    public List<Integer> versions(String subject) {
        Answer answer = client.get("/subjects/" + path(subject) + "/versions");
        if (answer.status() == 404) {
            return List.of();
        }
        return texts(expect(answer, "does not list the versions of " + subject)).stream()
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        return versionNamed(subject, Integer.toString(version));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return versionNamed(subject, "latest");
    }

    @Override
    public Optional<CompatibilityLevel> compatibility(String subject) {
        Answer answer = client.get("/config/" + path(subject));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        String level = expect(answer, "does not tell the compatibility level of " + subject)
                .path("compatibilityLevel")
                .asText();
        try {
            return Optional.of(CompatibilityLevel.valueOf(level));
        } catch (IllegalArgumentException e) {
            throw new SchemaRegistryException(
                    "Schema registry " + answer.url() + " has the unknown level " + level + " for " + subject, e);
        }
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
        expect(
                client.put("/config/" + path(subject), body),
                "does not set the compatibility level of " + subject + " to " + level);
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        if (versions(subject).isEmpty()) {
            return true;
        }
        Answer answer = client.post("/compatibility/subjects/" + path(subject) + "/versions", body(schema));
        return expect(answer, "does not check schema " + schema.getFullName() + " against subject " + subject)
                .path("is_compatible")
                .asBoolean();
    }

    private Optional<RegisteredSchema> versionNamed(String subject, String version) {
        Answer answer = client.get("/subjects/" + path(subject) + "/versions/" + version);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        String what = "version " + version + " of subject " + subject;
        JsonNode json = expect(answer, "does not show " + what);
        return Optional.of(new RegisteredSchema(
                subject, json.path("version").asInt(), json.path("id").asInt(), parse(json, "of " + what)));
    }

    private static JsonNode expect(Answer answer, String otherwise) {
        if (answer.status() / 100 != 2) {
            throw answer.refused(otherwise);
        }
        return answer.body();
    }

    /** With the schemas that it refers to, which other clients register apart. */
    private Schema parse(JsonNode json, String which) {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new SchemaRegistryException("The schema " + which + " is of type " + type
                    + ", not Avro; check who writes to the topic and with which serializer");
        }
        Schema.Parser parser = new Schema.Parser();
        try {
            parseReferences(json, parser, new HashSet<>());
            return parser.parse(json.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new SchemaRegistryException("The schema " + which + " is not valid Avro: " + e.getMessage(), e);
        }
    }

    private void parseReferences(JsonNode json, Schema.Parser parser, Set<String> known) {
        for (JsonNode reference : json.path("references")) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            if (known.add(subject + "/" + version)) {
                String what = "version " + version + " of subject " + subject;
                JsonNode found = expect(
                        client.get("/subjects/" + path(subject) + "/versions/" + version),
                        "does not show " + what + ", which another schema refers to");
                parseReferences(found, parser, known);
                parser.parse(found.path("schema").asText());
            }
        }
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String path(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return client.toString();
    }
}
