package io.verdict.connectors.sagemaker;

import io.verdict.connectors.sagemaker.SageMakerSettings.Connection;
import io.verdict.connectors.sagemaker.SageMakerSettings.Machines;
import io.verdict.connectors.sagemaker.SageMakerSettings.Places;
import io.verdict.connectors.sagemaker.SageMakerSettings.Polling;
import io.verdict.connectors.sagemaker.SageMakerSettings.Program;
import io.verdict.connectors.sagemaker.SageMakerSettings.Protection;
import io.verdict.connectors.sagemaker.SageMakerSettings.Spot;
import io.verdict.topics.settings.ConfigNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@link SageMakerSettings} from YAML. Limits are those of CreateTrainingJob in SageMaker's API reference, so that
 * what SageMaker would refuse is refused here, with its line.
 */
public final class SageMakerFile {

    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
    private static final Pattern IMAGE = Pattern.compile("\\S{1,255}");
    private static final Pattern TYPE = Pattern.compile("ml\\.[a-z0-9-]+\\.[a-z0-9-]+");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern FOLDER =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern LOCAL = Pattern.compile("/opt/ml/[\\w./-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w{0,511}");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,256}");
    private static final int MOST_METRICS = 40;
    private static final int MOST_VARIABLES = 90;
    private static final int MOST_PARAMETERS = 100;
    private static final int MOST_TAGS = 40;
    private static final int LONGEST_REGEX = 500;
    private static final int LONGEST_VARIABLE = 512;
    // The trainer tries a step five times; the last try must be one on machines that nobody takes away.
    private static final int MOST_RECLAIMS = 3;
    private static final int LONGEST_JOB = 28 * 24 * 3600;
    private static final int MOST_MACHINES = 100;
    private static final int MOST_GB = 16_384;
    private static final int MIB = 1 << 20;
    // An array holds no more.
    private static final int MOST_MIB = 2_000;
    private static final int USUAL_MIB = 512;
    private static final int DAY = 24 * 3600;

    private SageMakerFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong, with file, line and path
     */
    public static SageMakerSettings read(Path file) {
        return of(ConfigNode.read(file));
    }

    static SageMakerSettings of(ConfigNode root) {
        Connection connection = new Connection(
                optional(root, "region", "a region such as eu-central-1", REGION),
                root.optional("endpoint", "an https address, or http on this machine", SageMakerFile::endpoint));
        Program program = program(root);
        Machines machines = machines(root.child("machines"));
        SageMakerSettings settings = new SageMakerSettings(
                connection,
                program,
                machines,
                spot(root, machines),
                places(root.child("places")),
                protection(root),
                polling(root),
                limited(root, "tags", MOST_TAGS, TAG),
                required(root, "costTag", "up to 256 letters, digits and _.:/=+@-", TAG));
        root.finish();
        return settings;
    }

    private static Program program(ConfigNode root) {
        Map<String, String> metrics = root.texts("metrics");
        if (metrics.size() > MOST_METRICS) {
            root.note("metrics", "are %d; SageMaker follows at most %d".formatted(metrics.size(), MOST_METRICS));
        }
        metrics.forEach((name, regex) -> metric(root, name, regex));
        Map<String, String> environment = root.texts("environment");
        if (environment.size() > MOST_VARIABLES) {
            root.note("environment", "has %d entries; at most %d".formatted(environment.size(), MOST_VARIABLES));
        }
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || name.startsWith(JobRequest.OURS)) {
                root.note(
                        "environment." + name,
                        "cannot be set; use letters, digits and _, and leave %s… to the platform"
                                .formatted(JobRequest.OURS));
            }
            if (value.length() > LONGEST_VARIABLE) {
                root.note("environment." + name, "is longer than %d characters".formatted(LONGEST_VARIABLE));
            }
        });
        return new Program(
                required(root, "role", "a role's ARN such as arn:aws:iam::123456789012:role/trainer", ROLE),
                required(root, "image", "the container's image", IMAGE),
                root.choice("inputMode", Map.of("File", "File", "FastFile", "FastFile", "Pipe", "Pipe"))
                        .orElse("File"),
                limited(root, "hyperParameters", MOST_PARAMETERS, Pattern.compile("(?s).{0,2500}")),
                environment,
                metrics);
    }

    private static void metric(ConfigNode root, String name, String regex) {
        try {
            if (Pattern.compile(regex).matcher("").groupCount() < 1) {
                root.note("metrics." + name, "has no group; put the value in brackets, as in loss=([0-9.]+)");
            }
        } catch (PatternSyntaxException e) {
            root.note("metrics." + name, "is no regular expression: " + e.getDescription());
        }
        if (regex.length() > LONGEST_REGEX) {
            root.note("metrics." + name, "is longer than %d characters".formatted(LONGEST_REGEX));
        }
    }

    private static Machines machines(ConfigNode node) {
        return new Machines(
                required(node, "type", "a type such as ml.g5.xlarge", TYPE),
                within(node, "count", 1, 1, MOST_MACHINES),
                within(node, "volumeGb", 50, 1, MOST_GB),
                within(node, "longestSeconds", DAY, 1, LONGEST_JOB));
    }

    private static Spot spot(ConfigNode root, Machines machines) {
        return root.optionalChild("spot")
                .map(node -> {
                    int wait = within(node, "longestWaitSeconds", machines.longestSeconds(), 1, LONGEST_JOB);
                    if (wait < machines.longestSeconds()) {
                        root.note(
                                "spot.longestWaitSeconds",
                                "is %d, less than the %d s that the training may take (machines.longestSeconds)"
                                        .formatted(wait, machines.longestSeconds()));
                    }
                    boolean used = node.optionalTruth("used").orElse(true);
                    return new Spot(used, within(node, "reclaims", 2, 1, MOST_RECLAIMS), wait);
                })
                .orElseGet(() -> new Spot(false, 1, machines.longestSeconds()));
    }

    private static Places places(ConfigNode node) {
        return new Places(
                required(node, "output", "a folder below the object store, without a slash at its ends", FOLDER),
                required(node, "checkpoints", "a folder below the object store, without a slash at its ends", FOLDER),
                optional(node, "localCheckpoints", "a folder below /opt/ml", LOCAL)
                        .orElse("/opt/ml/checkpoints"),
                optional(node, "artifact", "a path in model.tar.gz such as model.onnx", FOLDER)
                        .orElse("model.onnx"),
                (long) within(node, "largestMib", USUAL_MIB, 1, MOST_MIB) * MIB);
    }

    private static Protection protection(ConfigNode root) {
        List<String> subnets = List.of();
        List<String> groups = List.of();
        Optional<ConfigNode> vpc = root.optionalChild("vpc");
        if (vpc.isPresent()) {
            subnets = items(vpc.get(), "subnets");
            groups = items(vpc.get(), "securityGroups");
        }
        Optional<ConfigNode> keys = root.optionalChild("kmsKeys");
        return new Protection(
                subnets,
                groups,
                root.optionalTruth("isolated").orElse(false),
                keys.flatMap(node -> node.optionalText("output")),
                keys.flatMap(node -> node.optionalText("volume")));
    }

    private static Polling polling(ConfigNode root) {
        Optional<ConfigNode> node = root.optionalChild("polling");
        int first = node.map(at -> within(at, "firstSeconds", 5, 1, 60)).orElse(5);
        int longest = node.map(at -> within(at, "longestSeconds", 60, 1, 300)).orElse(60);
        return new Polling(Duration.ofSeconds(first), Duration.ofSeconds(Math.max(first, longest)));
    }

    private static List<String> items(ConfigNode node, String key) {
        return Arrays.stream(node.text(key).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Map<String, String> limited(ConfigNode root, String key, int most, Pattern shape) {
        Map<String, String> texts = root.texts(key);
        if (texts.size() > most) {
            root.note(key, "has %d entries; at most %d".formatted(texts.size(), most));
        }
        texts.forEach((name, value) -> {
            if (!shape.matcher(value).matches()) {
                root.note(key + "." + name, "is too long or has characters that SageMaker refuses");
            }
        });
        return texts;
    }

    private static int within(ConfigNode node, String key, int usual, int least, int most) {
        int value = node.optionalWhole(key).orElse(usual);
        if (value < least || value > most) {
            node.note(key, "must be %d to %d; was %d".formatted(least, most, value));
        }
        return value;
    }

    private static String required(ConfigNode node, String key, String expected, Pattern shape) {
        if (!node.has(key)) {
            return node.text(key);
        }
        return optional(node, key, expected, shape).orElse("");
    }

    private static Optional<String> optional(ConfigNode node, String key, String expected, Pattern shape) {
        return node.optional(key, expected, text -> {
            if (!shape.matcher(text).matches() || Arrays.asList(text.split("/")).contains("..")) {
                throw new IllegalArgumentException(expected);
            }
            return text;
        });
    }

    /** What is signed is not secret, but what is trained may be. */
    private static URI endpoint(String text) {
        URI uri = URI.create(text);
        boolean near = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
        if (uri.getHost() == null || !"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && near)) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }
}
