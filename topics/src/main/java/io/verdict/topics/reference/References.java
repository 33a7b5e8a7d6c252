package io.verdict.topics.reference;

import io.verdict.topics.ClusterSettings;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the references below the folder of the repository that it is given, or the current one. */
public final class References {
    /** What regenerates them, from the root of the repository. */
    static final String COMMAND = "mvn -q -Pquick -pl avro,topics compile -Dreferences";

    private References() {}

    /** Path below the repository's root to content. */
    static Map<String, String> pages() {
        return Map.of(
                "infra/docs/topics.md", TopicReference.markdown(Topics.catalog()),
                "infra/docs/configuration.md", ConfigReference.markdown(List.of(ClusterSettings.GROUP)));
    }

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length > 0 ? args[0] : "");
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Path file = root.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }
}
