package io.verdict.inference.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two {@code tokenizer.json} small enough to encode by hand: words and their pieces, and pairs of bytes. */
public final class TestTokenizers {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The place is the id. */
    public static final List<String> PIECES = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "where", "is", "my", "par", "##cel", "refund", "the", "?", "!", "🙂");

    private TestTokenizers() {}

    /** As BERT's: lower case without marks, words cut into pieces, [CLS] and [SEP] around. */
    public static String wordPiece() {
        ObjectNode root = root(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", true);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode around = root.putObject("post_processor").put("type", "TemplateProcessing");
        ArrayNode single = around.putArray("single");
        special(single, "[CLS]");
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        special(single, "[SEP]");
        around.set("pair", single.deepCopy().add(single.get(1).deepCopy()));
        ObjectNode specials = around.putObject("special_tokens");
        specialIds(specials, "[CLS]", 2);
        specialIds(specials, "[SEP]", 3);
        ObjectNode model = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode vocabulary = model.putObject("vocab");
        PIECES.forEach(piece -> vocabulary.put(piece, vocabulary.size()));
        return root.toString();
    }

    /** As RoBERTa's: every byte is a token, some pairs are one, {@code <s>} and {@code </s>} around. */
    public static String bytePairs() {
        ObjectNode root = root(List.of("<s>", "<pad>", "</s>", "<unk>"));
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
        ObjectNode around = root.putObject("post_processor").put("type", "RobertaProcessing");
        around.putArray("sep").add("</s>").add(2);
        around.putArray("cls").add("<s>").add(0);
        around.put("trim_offsets", true).put("add_prefix_space", false);
        ObjectNode model = root.putObject("model").put("type", "BPE").putNull("dropout");
        model.putNull("unk_token").put("fuse_unk", false).put("byte_fallback", false);
        ObjectNode vocabulary = model.putObject("vocab");
        bytePairVocabulary().forEach(vocabulary::put);
        ArrayNode merges = model.putArray("merges");
        List.of("p a", "pa r", "Ġ par").forEach(merges::add);
        return root.toString();
    }

    /** Special tokens, then a symbol for each byte, then what pairs become. */
    public static Map<String, Integer> bytePairVocabulary() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<String> tokens = new ArrayList<>(List.of("<s>", "<pad>", "</s>", "<unk>"));
        for (int value = 0; value < 256; value++) {
            tokens.add(symbol(value));
        }
        tokens.addAll(List.of("pa", "par", "Ġpar"));
        tokens.forEach(token -> vocabulary.put(token, vocabulary.size()));
        return vocabulary;
    }

    /** GPT-2's printable stand-in for a byte. */
    public static String symbol(int value) {
        boolean printable = value >= 33 && value <= 126 || value >= 161 && value != 173;
        int point = value;
        if (!printable) {
            point = 256;
            for (int lower = 0; lower < value; lower++) {
                boolean shown = lower >= 33 && lower <= 126 || lower >= 161 && lower != 173;
                point += shown ? 0 : 1;
            }
        }
        return new String(Character.toChars(point));
    }

    /** The same file with settings of its own at its top. */
    public static String with(String tokenizer, String key, String json) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(tokenizer);
            root.set(key, JSON.readTree(json));
            return root.toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static byte[] bytes(String tokenizer) {
        return tokenizer.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode root(List<String> specials) {
        ObjectNode root = JSON.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (String token : specials) {
            added.addObject()
                    .put("id", added.size() - 1)
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        return root;
    }

    private static void special(ArrayNode template, String token) {
        template.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
    }

    private static void specialIds(ObjectNode specials, String token, int id) {
        ObjectNode node = specials.putObject(token).put("id", token);
        node.putArray("ids").add(id);
        node.putArray("tokens").add(token);
    }
}
