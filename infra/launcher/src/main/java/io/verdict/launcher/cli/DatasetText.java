package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.DatasetHistory;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.LogBound;
import io.verdict.events.NearDuplicate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that the log says of a dataset version, for people and for programs. Pure. */
final class DatasetText {

    private static final int PAIRS = 5;

    private DatasetText() {}

    /**
     * In lines.
     *
     * @param lastGood name of the dataset's latest version that stands; empty where none does
     */
    static List<String> lines(DatasetHistory.Version version, String lastGood) {
        DatasetVersionPublished published = version.published();
        List<String> lines = new ArrayList<>();
        lines.add("%s@%s".formatted(version.event().getDataset(), published.getVersion()));
        lines.add("    published  %s by %s"
                .formatted(
                        version.event().getMeta().getTime(),
                        version.event().getMeta().getActor()));
        lines.add("    state      " + state(version, lastGood));
        lines.add("    made of    " + published.getQuery());
        published.getPositions().forEach(bound -> lines.add("               " + text(bound)));
        lines.add("    split by   seed '%s'".formatted(published.getSeed()));
        published.getSplits().forEach(split -> lines.add("      " + text(split)));
        lines.add("    test root  " + published.getTestRoot());
        lines.add("    manifest   %s (%d bytes)"
                .formatted(
                        published.getManifest().getUri(),
                        published.getManifest().getSizeBytes()));
        lines.addAll(duplicates(published.getDuplicates()));
        return lines;
    }

    private static String state(DatasetHistory.Version version, String lastGood) {
        String name = version.published().getVersion();
        return version.withdrawn()
                .map(fact -> "WITHDRAWN: %s; %s"
                        .formatted(
                                fact.getReason(),
                                lastGood.isEmpty() ? "no other version stands" : "the last good one is " + lastGood))
                .orElse(
                        name.equals(lastGood)
                                ? "stands; it is what training uses"
                                : "stands; training uses the later " + lastGood);
    }

    private static String text(LogBound bound) {
        return "%s, partition %d, before offset %d".formatted(bound.getTopic(), bound.getPartition(), bound.getEnd());
    }

    private static String text(DatasetSplit split) {
        return "%-8s %5.2f %%  %d photos; %s"
                .formatted(
                        split.getName(),
                        split.getShare() / 100.0,
                        split.getImages(),
                        split.getClasses().isEmpty()
                                ? "no boxes"
                                : split.getClasses().stream()
                                        .map(count -> count.getBoxes() + " " + count.getLabel())
                                        .collect(Collectors.joining(", ")));
    }

    private static List<String> duplicates(DuplicateCheck check) {
        List<String> lines = new ArrayList<>();
        lines.add("    duplicates %s within %d bits of the test split: %d left out"
                .formatted(check.getHash(), check.getThreshold(), check.getLeftOut()));
        check.getPairs().stream()
                .limit(PAIRS)
                .forEach(pair -> lines.add("               %s (%s) looks like %s: %d bits differ"
                        .formatted(pair.getImageId(), pair.getSplit(), pair.getTestImageId(), pair.getDistance())));
        if (check.getLeftOut() > PAIRS) {
            lines.add("               … and %d more; --json shows the first thousand"
                    .formatted(check.getLeftOut() - PAIRS));
        }
        return lines;
    }

    /** As what becomes one JSON object; null where the log says nothing. */
    static Map<String, Object> json(DatasetHistory.Version version, String lastGood) {
        DatasetVersionPublished published = version.published();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("dataset", version.event().getDataset());
        values.put("version", published.getVersion());
        values.put("publishedAt", version.event().getMeta().getTime().toString());
        values.put("publishedBy", version.event().getMeta().getActor());
        values.put("stands", version.stands());
        values.put(
                "withdrawn", version.withdrawn().map(fact -> fact.getReason()).orElse(null));
        values.put("lastGood", lastGood.isEmpty() ? null : lastGood);
        values.put("query", published.getQuery());
        values.put(
                "positions",
                published.getPositions().stream().map(DatasetText::json).toList());
        values.put("seed", published.getSeed());
        values.put(
                "splits", published.getSplits().stream().map(DatasetText::json).toList());
        values.put("testRoot", published.getTestRoot());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("uri", published.getManifest().getUri());
        manifest.put("sha256", published.getManifest().getSha256());
        manifest.put("bytes", published.getManifest().getSizeBytes());
        values.put("manifest", manifest);
        values.put("duplicates", json(published.getDuplicates()));
        return values;
    }

    private static Map<String, Object> json(LogBound bound) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("topic", bound.getTopic());
        values.put("partition", bound.getPartition());
        values.put("end", bound.getEnd());
        return values;
    }

    private static Map<String, Object> json(DatasetSplit split) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", split.getName());
        values.put("share", split.getShare());
        values.put("photos", split.getImages());
        Map<String, Long> boxes = new LinkedHashMap<>();
        for (ClassCount count : split.getClasses()) {
            boxes.put(count.getLabel(), count.getBoxes());
        }
        values.put("boxes", boxes);
        return values;
    }

    private static Map<String, Object> json(DuplicateCheck check) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hash", check.getHash());
        values.put("bits", check.getThreshold());
        values.put("policy", check.getPolicy().name());
        values.put("leftOut", check.getLeftOut());
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (NearDuplicate pair : check.getPairs()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("test", pair.getTestImageId());
            one.put("photo", pair.getImageId());
            one.put("split", pair.getSplit());
            one.put("bits", pair.getDistance());
            pairs.add(one);
        }
        values.put("pairs", pairs);
        return values;
    }
}
