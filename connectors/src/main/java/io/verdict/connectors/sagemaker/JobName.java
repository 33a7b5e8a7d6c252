package io.verdict.connectors.sagemaker;

import io.verdict.connectors.store.Digests;
import java.nio.charset.StandardCharsets;

/**
 * Names of a run's jobs: the same run and number give the same name, so that whoever comes back finds them. At most 63
 * letters, digits and hyphens, as SageMaker wants; the hash keeps runs apart whose ids differ in other characters.
 */
final class JobName {

    private static final int LONGEST_ID = 36;
    private static final int HASH = 10;

    private JobName() {}

    static String of(String runId, int number) {
        String plain = runId.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String id = plain.length() > LONGEST_ID ? plain.substring(0, LONGEST_ID).replaceAll("-$", "") : plain;
        String hash =
                Digests.of(runId.getBytes(StandardCharsets.UTF_8)).sha256().substring(0, HASH);
        return "verdict-" + id + "-" + hash + "-" + number;
    }
}
