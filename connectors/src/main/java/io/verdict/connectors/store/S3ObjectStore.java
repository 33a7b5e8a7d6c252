package io.verdict.connectors.store;

import io.verdict.connectors.store.StoreException.Kind;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.core.FileTransformerConfiguration;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * An object store in a bucket of Amazon S3, or of a store that speaks its protocol.
 *
 * <p>Versions are the bucket's; without versioning there are none. The SHA-256 also stands in the object's metadata,
 * so that a repeated upload is noticed without reading the bytes. Thread-safe.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final int LARGEST_PAGE = 1000;
    private static final Duration LONGEST_COPY = Duration.ofHours(1);

    private final S3Root root;
    private final S3AsyncClient client;
    private final int partBytes;
    private final int pageSize;

    private S3ObjectStore(S3Root root, S3AsyncClient client, int partBytes, int pageSize) {
        this.root = root;
        this.client = client;
        this.partBytes = partBytes;
        this.pageSize = pageSize;
    }

    static S3ObjectStore open(S3Root root, StoreOptions options) throws StoreException {
        return open(root, options, LARGEST_PAGE);
    }

    static S3ObjectStore open(S3Root root, StoreOptions options, int pageSize) throws StoreException {
        try {
            return new S3ObjectStore(root, S3Clients.create(options), options.partBytes(), pageSize);
        } catch (SdkException e) {
            throw S3Faults.translate(e, "open the object store", root.uri(root.prefix()));
        }
    }

    @Override
    public StoredObject put(Content content, Placement placement, ObjectTags tags) throws StoreException {
        Digests digests = content.digests();
        String key = root.prefix() + placement.key(digests.sha256());
        String uri = root.uri(key);
        Optional<HeadObjectResponse> present = head(key, Optional.empty());
        String version;
        if (present.filter(head -> holds(head, digests)).isPresent()) {
            version = present.get().versionId();
            if (!tags.isEmpty()) {
                tag(uri, tags(uri).with(tags));
            }
        } else {
            version = upload(key, content, tags);
        }
        return new StoredObject(uri, version, digests.sha256(), digests.md5(), digests.sizeBytes());
    }

    private String upload(String key, Content content, ObjectTags tags) throws StoreException {
        try {
            return new S3Upload(client, root.bucket(), key, content, tagging(tags)).run(partBytes);
        } catch (IOException e) {
            throw FileFaults.translate(e, "read what is to be stored", Path.of(key));
        }
    }

    @Override
    public byte[] get(ObjectRef object) throws StoreException {
        byte[] bytes = read(object.uri(), object.version());
        Verification.require(object, Digests.of(bytes));
        return bytes;
    }

    @Override
    public byte[] read(String uri, Optional<String> version) throws StoreException {
        return await(client.getObject(request(uri, version), AsyncResponseTransformer.toBytes()), "read", uri)
                .asByteArrayUnsafe();
    }

    @Override
    public void copyTo(ObjectRef object, Path file) throws StoreException {
        Path absolute = file.toAbsolutePath();
        // The limit of a call counts until the last byte, and what is copied to a file may be gigabytes; a connection
        // that stalls is noticed all the same.
        GetObjectRequest request = request(object.uri(), object.version()).toBuilder()
                .overrideConfiguration(call -> call.apiCallTimeout(LONGEST_COPY))
                .build();
        try {
            Path part = Files.createTempFile(absolute.getParent(), ".", ".part");
            try {
                await(
                        client.getObject(
                                request,
                                AsyncResponseTransformer.toFile(
                                        part, FileTransformerConfiguration.defaultCreateOrReplaceExisting())),
                        "read",
                        object.uri());
                try (var in = Files.newInputStream(part)) {
                    Verification.require(object, Digests.of(in));
                }
                Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw FileFaults.translate(e, "copy %s to a file".formatted(object.uri()), absolute);
        }
    }

    @Override
    public boolean exists(ObjectRef object) throws StoreException {
        return head(root.fullKey(object.uri()), object.version()).isPresent();
    }

    @Override
    public ObjectTags tags(String uri) throws StoreException {
        String key = root.fullKey(uri);
        TreeMap<String, String> tags = new TreeMap<>();
        await(client.getObjectTagging(request -> request.bucket(root.bucket()).key(key)), "read the tags", uri)
                .tagSet()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return new ObjectTags(tags);
    }

    @Override
    public void tag(String uri, ObjectTags tags) throws StoreException {
        String key = root.fullKey(uri);
        String doing = "write the tags";
        if (tags.isEmpty()) {
            // S3 has a call of its own for this; an empty set is malformed to some.
            await(
                    client.deleteObjectTagging(
                            request -> request.bucket(root.bucket()).key(key)),
                    doing,
                    uri);
        } else {
            await(
                    client.putObjectTagging(
                            request -> request.bucket(root.bucket()).key(key).tagging(tagging(tags))),
                    doing,
                    uri);
        }
    }

    @Override
    public void delete(String uri) throws StoreException {
        String key = root.fullKey(uri);
        // A plain delete in a versioned bucket only hides the object, which is no erasure; in one without versions the
        // only version is called "null".
        for (String version : versions(key, uri)) {
            await(
                    client.deleteObject(
                            request -> request.bucket(root.bucket()).key(key).versionId(version)),
                    "delete",
                    uri);
        }
    }

    private List<String> versions(String key, String uri) throws StoreException {
        List<String> versions = new ArrayList<>();
        String keyMarker = null;
        String versionMarker = null;
        boolean more = true;
        while (more) {
            String fromKey = keyMarker;
            String fromVersion = versionMarker;
            ListObjectVersionsResponse page = await(
                    client.listObjectVersions(request -> request.bucket(root.bucket())
                            .prefix(key)
                            .keyMarker(fromKey)
                            .versionIdMarker(fromVersion)),
                    "list the versions",
                    uri);
            page.versions().stream()
                    .filter(found -> found.key().equals(key))
                    .forEach(found -> versions.add(found.versionId()));
            page.deleteMarkers().stream()
                    .filter(found -> found.key().equals(key))
                    .forEach(found -> versions.add(found.versionId()));
            keyMarker = page.nextKeyMarker();
            versionMarker = page.nextVersionIdMarker();
            more = Boolean.TRUE.equals(page.isTruncated());
        }
        return versions;
    }

    @Override
    public void list(String prefix, Consumer<? super ListedObject> each) throws StoreException {
        String token = null;
        do {
            String from = token;
            ListObjectsV2Response page = await(
                    client.listObjectsV2(request -> request.bucket(root.bucket())
                            .prefix(root.prefix() + prefix)
                            .maxKeys(pageSize)
                            .continuationToken(from)),
                    "list objects",
                    root.uri(root.prefix() + prefix));
            page.contents()
                    .forEach(found -> each.accept(new ListedObject(
                            root.uri(found.key()),
                            found.key().substring(root.prefix().length()),
                            found.size(),
                            found.lastModified())));
            token = page.nextContinuationToken();
        } while (token != null);
    }

    @Override
    public boolean owns(String uri) {
        return root.owns(uri);
    }

    @Override
    public void close() {
        client.close();
    }

    private GetObjectRequest request(String uri, Optional<String> version) throws StoreException {
        return GetObjectRequest.builder()
                .bucket(root.bucket())
                .key(root.fullKey(uri))
                .versionId(version.orElse(null))
                .build();
    }

    private Optional<HeadObjectResponse> head(String key, Optional<String> version) throws StoreException {
        try {
            return Optional.of(await(
                    client.headObject(
                            request -> request.bucket(root.bucket()).key(key).versionId(version.orElse(null))),
                    "look for an object",
                    root.uri(key)));
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean holds(HeadObjectResponse head, Digests digests) {
        return head.contentLength() == digests.sizeBytes()
                && digests.sha256().equals(head.metadata().get(S3Upload.SHA256_METADATA));
    }

    private static Tagging tagging(ObjectTags tags) {
        return Tagging.builder()
                .tagSet(tags.values().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static <T> T await(CompletableFuture<T> answer, String doing, String uri) throws StoreException {
        return S3Faults.await(answer, doing, uri);
    }
}
