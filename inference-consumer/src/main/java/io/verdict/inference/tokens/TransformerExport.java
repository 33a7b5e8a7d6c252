package io.verdict.inference.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.Overlong;
import io.verdict.topics.contract.TokenContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A text classifier as Hugging Face's tools export it: a directory with {@value #GRAPH}, {@value #TOKENIZER} and
 * {@value #CONFIG}. It becomes one ONNX file, the graph with a contract in its metadata, so that one hash names all three;
 * the same files make the same bytes.
 *
 * @param graph bytes of {@value #GRAPH}
 * @param tokenizer bytes of {@value #TOKENIZER}
 * @param config bytes of {@value #CONFIG}
 */
public record TransformerExport(byte[] graph, byte[] tokenizer, byte[] config) {
    public static final String GRAPH = "model.onnx";
    public static final String TOKENIZER = "tokenizer.json";
    public static final String CONFIG = "config.json";

    /** Metadata: SHA-256 of each file that it was made of, a JSON object. */
    public static final String SOURCE = "verdict.source.sha256";

    /** Where neither file says how long a text may be. */
    static final int USUAL_TOKENS = 512;

    /** Latin, marks, another script, joined emoji: where tokenizers differ. */
    private static final List<String> PROBES = List.of(
            "Where is my parcel? It's been 12 days!",
            "Ça coûte 3,50 € – naïve Straße",
            "价格 очень высокая",
            "👍🏽 👩‍👩‍👧 ok");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the one who registers it asks for.
     *
     * @param maxTokens how many tokens of a text to take at most; empty: as many as the model takes
     * @param refuseOverlong whether a longer text is refused rather than cut
     */
    public record Wish(OptionalInt maxTokens, boolean refuseOverlong) {}

    /**
     * Reads a directory.
     *
     * @throws IllegalArgumentException naming what is not there
     */
    public static TransformerExport read(Path directory) throws IOException {
        List<String> missing = Stream.of(GRAPH, TOKENIZER, CONFIG)
                .filter(name -> !Files.isRegularFile(directory.resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no %s; a transformer's export has %s, %s (that of a fast tokenizer) and %s side by side"
                            .formatted(directory, String.join(" and no ", missing), GRAPH, TOKENIZER, CONFIG));
        }
        for (String weights : List.of("model.onnx_data", "model.onnx.data")) {
            if (Files.exists(directory.resolve(weights))) {
                throw new IllegalArgumentException(
                        "%s has weights of its own in %s; export the graph with its weights inside, which is possible up to 2 GiB"
                                .formatted(directory, weights));
            }
        }
        return new TransformerExport(
                Files.readAllBytes(directory.resolve(GRAPH)),
                Files.readAllBytes(directory.resolve(TOKENIZER)),
                Files.readAllBytes(directory.resolve(CONFIG)));
    }

    /**
     * The one file that it becomes. What the graph takes and puts out is for the session to check.
     *
     * @throws IllegalArgumentException saying which of the three files is wrong, and how
     */
    public byte[] artifact(Wish wish) {
        OnnxFile file = onnx();
        ExportConfig said = ExportConfig.of(json(config, CONFIG));
        SortedMap<String, String> metadata = ClassifierContract.metadata(contract(said, wish), said.labels());
        ObjectNode source = JSON.createObjectNode();
        source.put(CONFIG, ImageFetcher.sha256(config));
        source.put(GRAPH, ImageFetcher.sha256(graph));
        source.put(TOKENIZER, ImageFetcher.sha256(tokenizer));
        metadata.put(SOURCE, source.toString());
        return file.with(metadata);
    }

    private OnnxFile onnx() {
        OnnxFile file;
        try {
            file = OnnxFile.of(graph);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(GRAPH + ": " + e.getMessage(), e);
        }
        if (file.metadata().contains(ClassifierContract.CONTRACT)) {
            throw new IllegalArgumentException(
                    GRAPH + " has a contract in its metadata already; register the file rather than the directory");
        }
        return file;
    }

    private TokenContract contract(ExportConfig said, Wish wish) {
        JsonNode root = json(tokenizer, TOKENIZER);
        String text = utf8(tokenizer, TOKENIZER);
        Overlong overlong = wish.refuseOverlong()
                ? Overlong.REFUSE
                : root.at("/truncation/direction").asText().equals("Left") ? Overlong.CUT_START : Overlong.CUT_END;
        int maxTokens = maxTokens(said, root, wish);
        TokenEncoder encoder = TokenEncoder.of(text, maxTokens, overlong);
        TokenContract contract = new TokenContract(
                text,
                maxTokens,
                overlong,
                said.padId().orElse(root.at("/padding/pad_id").asInt(0)),
                PROBES.stream().map(encoder::probe).toList());
        said.vocabulary().ifPresent(rows -> {
            if (contract.vocabulary() > rows) {
                throw new IllegalArgumentException(
                        "%s has ids up to %d, but %s says that the model knows %d (vocab_size); they are not of one model"
                                .formatted(TOKENIZER, contract.vocabulary() - 1, CONFIG, rows));
            }
        });
        return contract;
    }

    /** The smallest of what is said. */
    private static int maxTokens(ExportConfig said, JsonNode tokenizer, Wish wish) {
        JsonNode own = tokenizer.at("/truncation/max_length");
        List<OptionalInt> bounds = new ArrayList<>(List.of(said.maxTokens(), wish.maxTokens()));
        bounds.add(own.isInt() ? OptionalInt.of(own.asInt()) : OptionalInt.empty());
        int model = said.maxTokens().orElse(TokenContract.MOST_TOKENS);
        if (wish.maxTokens().isPresent() && wish.maxTokens().getAsInt() > model) {
            throw new IllegalArgumentException("%d tokens are asked for, but by %s the model takes %d"
                    .formatted(wish.maxTokens().getAsInt(), CONFIG, model));
        }
        return Math.min(
                TokenContract.MOST_TOKENS,
                bounds.stream()
                        .flatMapToInt(bound -> bound.isPresent() ? IntStream.of(bound.getAsInt()) : IntStream.empty())
                        .min()
                        .orElse(USUAL_TOKENS));
    }

    private static JsonNode json(byte[] bytes, String name) {
        try {
            JsonNode root = JSON.readTree(utf8(bytes, name));
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException(name + " is no JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is no JSON: %s, line %d"
                            .formatted(
                                    name,
                                    e.getOriginalMessage(),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()),
                    e);
        }
    }

    private static String utf8(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is not UTF-8", e);
        }
    }
}
