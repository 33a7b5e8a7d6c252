package io.verdict.streams.registry;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.nio.charset.StandardCharsets;

/**
 * What people sign: UTF-8 text, the kind of statement on its first line and then one line for each item, so that a person
 * can read it and any tool can sign it. Each is about one request or proposal only, so a signature that was seen once
 * cannot be used again. Pure.
 */
public final class Statement {

    private Statement() {}

    /**
     * "I approve this version": its bytes, on this evaluation, under this declaration, as asked in this request.
     *
     * @param version the version, whose approval somebody has asked for
     */
    public static byte[] approval(RegisteredModel model, ModelVersion version, String person) {
        return text(
                "verdict approval 1",
                "model",
                model.getModel(),
                "version",
                version.getVersion(),
                "artifact-sha256",
                version.getArtifact().getSha256(),
                "evaluation",
                version.getRequest().getEvaluationId(),
                "declaration-sha256",
                model.getDeclarationDigest(),
                "request",
                version.getRequest().getRequestId(),
                "person",
                person);
    }

    /** "I agree to this declaration", as proposed in this proposal. */
    public static byte[] agreement(String model, String digest, String proposalId, String person) {
        return text(
                "verdict agreement 1",
                "model",
                model,
                "declaration-sha256",
                digest,
                "proposal",
                proposalId,
                "person",
                person);
    }

    /** "I hold this key." */
    public static byte[] possession(String person, String keyId) {
        return text("verdict key 1", "person", person, "key", keyId);
    }

    private static byte[] text(String kind, String... items) {
        StringBuilder text = new StringBuilder(kind).append('\n');
        for (int i = 0; i < items.length; i += 2) {
            text.append(items[i]).append(": ").append(oneLine(items[i + 1])).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A name with a line break in it must not look like another item. */
    private static String oneLine(String value) {
        return String.valueOf(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
