package io.verdict.inference.classifier;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.topics.contract.ClassifierContract;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Texts of one batch as tensors, int64 (N, L), the shorter ones padded at their end to the longest. Close it. */
final class TokenBatch implements AutoCloseable {
    private final OrtEnvironment environment;
    private final List<TokenRow> rows;
    private final int length;
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    private TokenBatch(OrtEnvironment environment, List<TokenRow> rows) {
        this.environment = environment;
        this.rows = rows;
        this.length = rows.stream().mapToInt(row -> row.ids().length).max().orElseThrow();
    }

    /**
     * Fills the inputs that the graph has.
     *
     * @param padId what stands after a text's end
     */
    static TokenBatch of(OrtEnvironment environment, List<TokenRow> rows, int padId, Set<String> inputs)
            throws OrtException {
        TokenBatch batch = new TokenBatch(environment, rows);
        try {
            batch.add(ClassifierContract.INPUT_IDS, padId, TokenRow::ids);
            batch.add(ClassifierContract.ATTENTION_MASK, 0, row -> {
                long[] ones = new long[row.ids().length];
                Arrays.fill(ones, 1);
                return ones;
            });
            if (inputs.contains(ClassifierContract.TOKEN_TYPE_IDS)) {
                batch.add(ClassifierContract.TOKEN_TYPE_IDS, 0, TokenRow::types);
            }
            return batch;
        } catch (OrtException | RuntimeException e) {
            batch.close();
            throw e;
        }
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    private void add(String name, long padding, Function<TokenRow, long[]> values) throws OrtException {
        LongBuffer buffer = LongBuffer.allocate(Math.multiplyExact(rows.size(), length));
        for (TokenRow row : rows) {
            int start = buffer.position();
            buffer.put(values.apply(row));
            while (buffer.position() < start + length) {
                buffer.put(padding);
            }
        }
        tensors.put(name, OnnxTensor.createTensor(environment, buffer.flip(), new long[] {rows.size(), length}));
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
