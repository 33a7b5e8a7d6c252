package io.verdict.launcher.train;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a dataset version a run learns from, as its specification names it: the manifest's URI, and in the fragment the
 * split and the classes in the order of their indices, {@code file:///…/8f3a.jsonl#split=train&classes=scratch,dent}. So
 * the log alone says which output of the detector means what.
 *
 * @param manifest URI of the manifest in the object store
 */
public record DatasetPart(String manifest, String split, List<String> classes) {

    private static final String SPLIT = "split";
    private static final String CLASSES = "classes";

    public DatasetPart {
        classes = List.copyOf(classes);
        if (split.isBlank() || classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "A part of a dataset has a split and classes, not '%s' and %s".formatted(split, classes));
        }
    }

    /** Whether a URI names a part of a dataset version, and not a folder. */
    public static boolean isNamedBy(String uri) {
        return uri.contains("#" + SPLIT + "=");
    }

    /** @throws TrainingFault if the URI names none */
    public static DatasetPart parse(String uri) {
        int hash = uri.indexOf('#');
        Map<String, String> fields = new LinkedHashMap<>();
        if (hash > 0) {
            for (String field : uri.substring(hash + 1).split("&")) {
                int sign = field.indexOf('=');
                if (sign > 0) {
                    fields.put(field.substring(0, sign), field.substring(sign + 1));
                }
            }
        }
        if (!fields.keySet().equals(Set.of(SPLIT, CLASSES))) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "'%s' is no part of a dataset version; name one as in file:///store/8f3a.jsonl#split=train&classes=scratch,dent"
                            .formatted(uri));
        }
        return new DatasetPart(
                uri.substring(0, hash),
                decoded(fields.get(SPLIT)),
                Arrays.stream(fields.get(CLASSES).split(","))
                        .map(DatasetPart::decoded)
                        .toList());
    }

    /** The same version's part of another name. */
    public DatasetPart withSplit(String other) {
        return new DatasetPart(manifest, other, classes);
    }

    /** As a specification names it. */
    public String uri() {
        return "%s#%s=%s&%s=%s"
                .formatted(
                        manifest,
                        SPLIT,
                        encoded(split),
                        CLASSES,
                        classes.stream().map(DatasetPart::encoded).collect(Collectors.joining(",")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
