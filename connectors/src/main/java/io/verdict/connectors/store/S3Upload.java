package io.verdict.connectors.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * Uploads one object, in parts if it is large; it becomes visible only after the bytes that went out proved to be those
 * that were announced.
 */
final class S3Upload {

    static final String SHA256_METADATA = "sha256";
    static final String MD5_METADATA = "md5";
    // Bounds the memory of one upload to this many parts and the one being read.
    private static final int PARTS_IN_FLIGHT = 3;
    private static final int MOST_PARTS = 10_000;

    private final S3AsyncClient client;
    private final String bucket;
    private final String key;
    private final Content content;
    private final Tagging tagging;

    S3Upload(S3AsyncClient client, String bucket, String key, Content content, Tagging tagging) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.content = content;
        this.tagging = tagging;
    }

    /** Uploads and returns the version id, null where the bucket keeps none. */
    String run(int partBytes) throws IOException {
        try (InputStream in = content.open()) {
            return content.digests().sizeBytes() <= partBytes ? whole(in) : inParts(in, partBytes);
        }
    }

    private String whole(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(content.digests().sizeBytes() + 1));
        require(Digests.of(bytes));
        return await(client.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .metadata(metadata())
                                .tagging(tagging)
                                .checksumSHA256(base64(content.digests().sha256())),
                        AsyncRequestBody.fromBytesUnsafe(bytes)))
                .versionId();
    }

    private String inParts(InputStream in, int partBytes) throws IOException {
        String upload = await(client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .metadata(metadata())
                        .tagging(tagging)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = sendParts(in, upload, partSize(partBytes));
            String version = await(client.completeMultipartUpload(request ->
                            request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts))))
                    .versionId();
            complete = true;
            return version;
        } finally {
            if (!complete) {
                // Parts that are left behind cost money and are seen by nobody. The failure that led here counts more.
                client.abortMultipartUpload(
                                request -> request.bucket(bucket).key(key).uploadId(upload))
                        .handle((answer, failure) -> answer)
                        .join();
            }
        }
    }

    private List<CompletedPart> sendParts(InputStream in, String upload, int partSize) throws IOException {
        Digests.Running running = new Digests.Running();
        List<CompletedPart> parts = new ArrayList<>();
        Deque<CompletableFuture<CompletedPart>> inFlight = new ArrayDeque<>();
        byte[] bytes = in.readNBytes(partSize);
        for (int number = 1; bytes.length > 0; number++) {
            running.update(bytes, 0, bytes.length);
            inFlight.addLast(send(upload, number, bytes));
            if (inFlight.size() > PARTS_IN_FLIGHT) {
                parts.add(await(inFlight.removeFirst()));
            }
            bytes = in.readNBytes(partSize);
        }
        while (!inFlight.isEmpty()) {
            parts.add(await(inFlight.removeFirst()));
        }
        require(running.finish());
        return parts;
    }

    private CompletableFuture<CompletedPart> send(String upload, int number, byte[] bytes) {
        return client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                        AsyncRequestBody.fromBytesUnsafe(bytes))
                .thenApply(answer -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(answer.eTag())
                        .checksumCRC32(answer.checksumCRC32())
                        .build());
    }

    /** S3 takes at most 10,000 parts, so very large objects go in larger ones. */
    private int partSize(int partBytes) {
        long least = content.digests().sizeBytes() / MOST_PARTS + 1;
        return Math.toIntExact(Math.max(partBytes, least));
    }

    private Map<String, String> metadata() {
        return Map.of(
                SHA256_METADATA, content.digests().sha256(),
                MD5_METADATA, content.digests().md5());
    }

    private void require(Digests sent) throws StoreException {
        if (!sent.equals(content.digests())) {
            throw Verification.changed(content.digests(), sent);
        }
    }

    private <T> T await(CompletableFuture<T> answer) throws StoreException {
        return S3Faults.await(answer, "store an object", "s3://" + bucket + "/" + key);
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
