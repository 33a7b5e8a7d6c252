package io.verdict.connectors.datasets;

import io.verdict.events.ClassCount;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.NearDuplicate;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a manifest line by line, and counts and hashes on the way. */
final class ManifestWriter implements AutoCloseable {

    private static final int SHOWN = 1000;
    private static final int BUFFER = 64 * 1024;

    private final DigestOutputStream out;
    private final BuildRules rules;
    private final MerkleTree tests = new MerkleTree();
    private final Map<String, Long> images = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, Long>> boxes = new LinkedHashMap<>();
    private final List<NearDuplicate> pairs = new ArrayList<>();
    private long leftOut;

    ManifestWriter(OutputStream to, BuildRules rules) {
        this.out = new DigestOutputStream(new BufferedOutputStream(to, BUFFER), Sha256.digest());
        this.rules = rules;
        for (SplitRule.Share share : rules.split().shares()) {
            images.put(share.split(), 0L);
            boxes.put(share.split(), new TreeMap<>());
        }
    }

    void write(Candidate photo) throws IOException {
        byte[] line = ManifestLine.of(photo.photo(), photo.split(), photo.hash());
        out.write(line);
        if (photo.isTest()) {
            tests.add(line);
        }
        images.merge(photo.split(), 1L, Long::sum);
        for (PhotoBox box : photo.photo().boxes()) {
            boxes.get(photo.split()).merge(box.className(), 1L, Long::sum);
        }
    }

    void leaveOut(Candidate photo, HammingIndex.Match match) {
        leftOut++;
        if (pairs.size() < SHOWN) {
            pairs.add(new NearDuplicate(match.name(), photo.photo().imageId(), photo.split(), match.distance()));
        }
    }

    List<String> emptySplits() {
        return images.entrySet().stream()
                .filter(split -> split.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    BuildResult.Built finish(Path file) throws IOException {
        out.flush();
        HexFormat hex = HexFormat.of();
        List<DatasetSplit> splits = rules.split().shares().stream()
                .map(share -> new DatasetSplit(
                        share.split(), share.hundredths(), images.get(share.split()), classes(share.split())))
                .toList();
        return new BuildResult.Built(
                file,
                hex.formatHex(out.getMessageDigest().digest()),
                splits,
                hex.formatHex(tests.root()),
                new DuplicateCheck(DifferenceHash.NAME, rules.distance(), rules.duplicates(), leftOut, pairs));
    }

    private List<ClassCount> classes(String split) {
        return boxes.get(split).entrySet().stream()
                .map(entry -> new ClassCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
