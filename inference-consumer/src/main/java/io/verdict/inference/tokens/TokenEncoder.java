package io.verdict.inference.tokens;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.verdict.topics.contract.Overlong;
import io.verdict.topics.contract.TokenContract;
import io.verdict.topics.contract.TokenContract.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Cuts texts into a transformer's tokens with Hugging Face's tokenizers library, by the model's own
 * {@code tokenizer.json}. Whatever that file says of padding and of a largest length is put aside: batches are padded by
 * the session, and too long texts are cut here, special tokens staying. Safe for many threads; native memory is freed when
 * nobody holds it any more.
 */
public final class TokenEncoder {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Neither cut nor pad; the library cuts and pads by default. */
    private static final Map<String, String> AS_IT_IS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final int maxTokens;
    private final Overlong overlong;

    private TokenEncoder(HuggingFaceTokenizer tokenizer, int maxTokens, Overlong overlong) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
        this.overlong = overlong;
        CLEANER.register(this, tokenizer::close);
    }

    /**
     * The encoder of a contract.
     *
     * @throws IllegalArgumentException when its tokenizer cannot be read, or encodes a probe otherwise than the contract
     *     says
     */
    public static TokenEncoder of(TokenContract contract) {
        TokenEncoder encoder = of(contract.tokenizer(), contract.maxTokens(), contract.overlong());
        for (Probe probe : contract.probes()) {
            List<Long> ids = encoder.probe(probe.text()).ids();
            if (!ids.equals(probe.ids())) {
                throw new IllegalArgumentException(
                        "its tokenizer, by the library of version %s here, encodes \"%s\" as %s, and its contract says %s; register the export anew with this version of the platform"
                                .formatted(encoder.version(), probe.text(), ids, probe.ids()));
            }
        }
        return encoder;
    }

    /**
     * The same without probes.
     *
     * @throws IllegalArgumentException when the tokenizer cannot be read
     * @throws IllegalStateException when the library does not load here
     */
    static TokenEncoder of(String tokenizerJson, int maxTokens, Overlong overlong) {
        TokenNatives.keepLocal();
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(tokenizerJson.getBytes(StandardCharsets.UTF_8)), AS_IT_IS);
            return new TokenEncoder(tokenizer, maxTokens, overlong);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can always be read", e);
        } catch (EngineException | LinkageError e) {
            throw new IllegalStateException(
                    "the tokenizers library does not load on this machine; its jar has natives for Linux (x86_64, aarch64), macOS (aarch64) and Windows: "
                            + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "tokenizer.json is none that the tokenizers library can read: " + e.getMessage(), e);
        }
    }

    /** What the library encodes a text to, to be compared later; a text that is too long is cut. */
    Probe probe(String text) {
        Overlong cut = overlong == Overlong.REFUSE ? Overlong.CUT_END : overlong;
        return new Probe(text, Arrays.stream(encode(text, cut).ids()).boxed().toList());
    }

    /** Version of the library. */
    String version() {
        return tokenizer.getVersion();
    }

    /**
     * The tokens of a text.
     *
     * @throws IllegalArgumentException when they are more than the model takes, and its contract says to refuse such
     */
    public TokenRow encode(String text) {
        return encode(text, overlong);
    }

    private TokenRow encode(String text, Overlong cut) {
        Encoding encoding = encoding(text);
        long[] ids = encoding.getIds();
        int over = ids.length - maxTokens;
        if (over <= 0) {
            return new TokenRow(ids, encoding.getTypeIds(), 0);
        }
        if (cut == Overlong.REFUSE) {
            throw new IllegalArgumentException(
                    "the text has %d tokens, and the model takes %d; shorten it".formatted(ids.length, maxTokens));
        }
        return without(over, cut, encoding);
    }

    private Encoding encoding(String text) {
        try {
            return tokenizer.encode(text);
        } finally {
            // The cleaner must not free what the native call still reads.
            Reference.reachabilityFence(this);
        }
    }

    /** Leaves out so many tokens of the text; special ones stay. */
    private static TokenRow without(int over, Overlong cut, Encoding encoding) {
        long[] special = encoding.getSpecialTokenMask();
        int ofText = (int) Arrays.stream(special).filter(mask -> mask == 0).count();
        if (ofText < over) {
            throw new IllegalArgumentException("the tokenizer adds more special tokens than the model takes tokens");
        }
        int from = cut == Overlong.CUT_START ? 0 : ofText - over;
        int length = special.length - over;
        long[] ids = new long[length];
        long[] types = new long[length];
        for (int i = 0, at = 0, token = 0; i < special.length; i++) {
            boolean left = special[i] == 0 && token >= from && token < from + over;
            token += special[i] == 0 ? 1 : 0;
            if (!left) {
                ids[at] = encoding.getIds()[i];
                types[at++] = encoding.getTypeIds()[i];
            }
        }
        return new TokenRow(ids, types, over);
    }
}
