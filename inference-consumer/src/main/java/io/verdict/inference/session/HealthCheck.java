package io.verdict.inference.session;

import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.image.Letterbox;
import io.verdict.inference.image.ModelInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs a session on a built-in input before it gets real ones: warms it up, and refuses models that load but do not
 * answer as declared.
 */
final class HealthCheck {
    private HealthCheck() {}

    /**
     * Checks the session on its own thread.
     *
     * @return the largest batch up to {@code maxBatch} that the graph takes: itself, or 1 where its batch is fixed
     * @throws DetectorException if the answer is not one
     */
    static int pass(GraphSession session, int maxBatch) {
        GraphInput sample = session.sample();
        String first = answer(session, List.of(sample)).get(0).outputSha256();
        String second = answer(session, List.of(sample)).get(0).outputSha256();
        if (session.report().provider() == ExecutionProvider.CPU && !first.equals(second)) {
            throw new DetectorException("%s gives two answers to one input on the CPU (%s, %s), so its decisions could"
                            .formatted(session.name(), first, second)
                    + " not be repeated; remove random operators from the graph");
        }
        if (maxBatch == 1) {
            return 1;
        }
        try {
            answer(session, Collections.nCopies(maxBatch, sample));
            return maxBatch;
        } catch (DetectorException fixedBatch) {
            answer(session, List.of(sample));
            return 1;
        }
    }

    private static List<Interpreted> answer(GraphSession session, List<GraphInput> batch) {
        List<RawOutput> outputs = session.run(batch);
        List<Interpreted> answers = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            answers.add(session.interpret(outputs.get(i), batch.get(i)));
        }
        return answers;
    }

    /** A bright panel with a dark line on a gradient: every channel takes many values. */
    static ModelInput picture(DetectorSpec spec) {
        int width = spec.inputWidth();
        int height = spec.inputHeight();
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += 3) {
                boolean line = Math.abs(x * height - y * width) < width * 2;
                rgb[at] = (byte) (line ? 20 : 255 * x / width);
                rgb[at + 1] = (byte) (line ? 20 : 255 * y / height);
                rgb[at + 2] = (byte) (line ? 20 : 128 + (x * y) % 100);
            }
        }
        return new ModelInput(rgb, Letterbox.fit(width, height, width, height));
    }
}
