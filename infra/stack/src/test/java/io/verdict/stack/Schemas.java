package io.verdict.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Schemas written to and read from a registry through Confluent's REST interface. */
record Schemas(String url) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Registers a record with one field and gives back the answer, which carries the id. */
    String register(String subject, String field) throws IOException, InterruptedException {
        String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"" + field
                + "\\\",\\\"type\\\":\\\"string\\\"}]}";
        return send(HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}")));
    }

    String latest(String subject) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions/latest")));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
