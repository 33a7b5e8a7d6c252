package io.verdict.inference;

import static io.verdict.inference.SettingChecks.AUTO;
import static io.verdict.inference.SettingChecks.amount;
import static io.verdict.inference.SettingChecks.autoOr;
import static io.verdict.inference.SettingChecks.currency;
import static io.verdict.inference.SettingChecks.flag;
import static io.verdict.inference.SettingChecks.providers;
import static io.verdict.inference.SettingChecks.routes;
import static io.verdict.inference.SettingChecks.text;
import static io.verdict.inference.SettingChecks.whole;

import io.verdict.topics.settings.Setting;
import io.verdict.topics.settings.SettingGroup;
import java.util.List;
import java.util.Map;

/** What can be set about the inference-consumer; {@link InferenceConfig#from} reads it. */
public final class ConsumerSettings {
    public static final Setting INSTANCE = setting(
            "instance",
            "consumer-1",
            SettingChecks.any(),
            "Name of this instance, its own among all that run and the same after a restart, so that it goes on at once"
                    + " (KIP-345). Empty for one without a lasting name, whose partitions wait for the session timeout.");
    public static final Setting GROUP_ID = setting(
            "group",
            InferenceConfig.GROUP,
            text(),
            "Consumer group that decides; shadows, requests and their shadows have groups with `-shadow`, `-predictions` and"
                    + " `-predictions-shadow` added.");
    public static final Setting MODELS = setting(
            "models",
            "car-damage",
            routes(),
            "Models that decide, several with commas. `drone@survey+mapping`: on photos of these sources only; a"
                    + " model without sources decides on photos of every source that no other model claims.");
    public static final Setting PROVIDERS = setting(
            "providers",
            "CPU",
            providers(),
            "Execution providers in order of preference, with commas: `CPU`, `CUDA`, `TENSORRT`. CPU is tried last"
                    + " whether it is named or not.");
    public static final Setting DEVICE = setting("device", "0", whole(0), "GPU ordinal; ignored on the CPU.");
    public static final Setting SESSIONS = setting(
            "sessions",
            AUTO,
            autoOr(1),
            "Sessions per model, each with a thread of its own. `auto`: one for each core, two on a GPU.");
    public static final Setting MODEL_MEMORY = setting(
            "model.memory.bytes",
            "0",
            whole(0),
            "Most bytes of weights in memory, each counted once per session: beyond, the model that was needed longest ago"
                    + " is let go of, and loaded again when a photo needs it. `0`: no bound.");
    public static final Setting MODEL_IDLE = setting(
            "model.idle.ms",
            "0",
            whole(0),
            "A model that no photo has needed for so long is let go of; the next photo's decision says what loading took."
                    + " `0`: never.");
    public static final Setting BATCH_SIZE =
            setting("batch.size", AUTO, autoOr(1), "Most photos in a batch. `auto`: 4, on a GPU 16.");
    public static final Setting BATCH_DELAY = setting(
            "batch.delay.ms",
            AUTO,
            autoOr(0),
            "Longest that a batch waits for photos that are on their way. `auto`: 2, on a GPU 5.");
    public static final Setting TENSORRT_CACHE = setting(
            "tensorrt.engine.cache",
            SettingChecks.NONE,
            text(),
            "Folder in which TensorRT keeps its engines, which take minutes to build. `none`: built anew at every start.");
    public static final Setting TENSORRT_FP16 = setting(
            "tensorrt.fp16",
            "false",
            flag(),
            "Whether TensorRT may compute in half precision; decisions then differ from the evaluated model's.");
    public static final Setting FETCH_THREADS =
            setting("fetch.threads", "8", whole(1), "Threads that wait for the object store.");
    public static final Setting DECODE_THREADS =
            setting("decode.threads", AUTO, autoOr(1), "Threads that decode photos. `auto`: one for each core.");
    public static final Setting MAX_PHOTOS = setting(
            "max.photos.in.flight",
            AUTO,
            autoOr(1),
            "Most photos under way; beyond, the log is not read. `auto`: 16 for each core.");
    public static final Setting MAX_BYTES =
            setting("max.bytes.in.flight", "268435456", whole(1), "Most stored bytes of photos under way.");
    public static final Setting MAX_OBJECT_BYTES =
            setting("max.object.bytes", "67108864", whole(1), "Objects that are declared larger are refused unread.");
    public static final Setting MAX_PIXELS =
            setting("max.pixels", "64000000", whole(1), "Photos with more pixels are refused by their header.");
    public static final Setting FIRST_RETRY = setting(
            "fetch.retry.first.ms", "50", whole(1), "Wait before a silent store is asked again; doubles each time.");
    public static final Setting LONGEST_RETRY =
            setting("fetch.retry.longest.ms", "5000", whole(1), "Longest wait before a silent store is asked again.");
    public static final Setting PATIENCE = setting(
            "fetch.patience.ms",
            "1800000",
            whole(0),
            "How long a photo waits for a store that answers nobody before it is given up with `STORE_UNAVAILABLE`.");
    public static final Setting OBJECT_PATIENCE = setting(
            "fetch.object.patience.ms",
            "60000",
            whole(0),
            "How long it waits where the store answers for others, but is silent on or denies this one object; never"
                    + " longer than `consumer.fetch.patience.ms`.");
    public static final Setting BREAKER_FAILURES = setting(
            "breaker.failures", "5", whole(1), "A model is no longer asked when so many of its latest runs failed …");
    public static final Setting BREAKER_WINDOW =
            setting("breaker.window", "10", whole(1), "… of so many; not below `consumer.breaker.failures`.");
    public static final Setting BREAKER_DELAY =
            setting("breaker.delay.ms", "10000", whole(1), "How long it is not asked before one photo tries it again.");
    public static final Setting COST_PER_HOUR = setting(
            "cost.per.hour",
            "0.05",
            amount(),
            "Declared price of an hour of what one photo occupies: a core, or a GPU session's part of its GPU.");
    public static final Setting COST_CURRENCY =
            setting("cost.currency", "USD", currency(), "Currency of the cost (ISO 4217).");
    public static final Setting COMMIT_BUSY =
            setting("commit.busy.ms", "50", whole(0), "Least time between two transactions while photos queue.");
    public static final Setting COMMIT_IDLE = setting(
            "commit.idle.ms",
            "1000",
            whole(0),
            "Least time between two commits that hold offsets only, or only what shadows say.");
    public static final Setting GIVE_UP_AFTER = setting(
            "commit.give.up.ms",
            "10000",
            whole(1),
            "How long transactions may fail one after the other before the producer is opened anew.");
    public static final Setting STOP_WITHIN =
            setting("stop.deadline.ms", "20000", whole(0), "How long a stop waits for photos under way.");
    public static final Setting RESTART_PAUSE =
            setting("restart.pause.ms", "500", whole(0), "Wait before a loop begins anew after a failure.");
    public static final Setting MAX_UNCOMMITTED = setting(
            "max.uncommitted.records",
            "1000",
            whole(1),
            "About how many records of a partition may be read and not committed while one of them waits for its object;"
                    + " beyond, that partition is not read.");
    public static final Setting SHADOW =
            setting("shadow", "true", flag(), "Whether this instance also serves shadows.");

    public static final Setting PREDICTIONS = setting(
            "predictions",
            "true",
            flag(),
            "Whether this instance also answers requests about rows and texts, for every tabular and text model in service.");

    /** Everything about the inference-consumer. */
    public static final SettingGroup GROUP = new SettingGroup(
            "Inference-consumer",
            List.of(
                    INSTANCE,
                    GROUP_ID,
                    MODELS,
                    PROVIDERS,
                    DEVICE,
                    SESSIONS,
                    MODEL_MEMORY,
                    MODEL_IDLE,
                    BATCH_SIZE,
                    BATCH_DELAY,
                    TENSORRT_CACHE,
                    TENSORRT_FP16,
                    FETCH_THREADS,
                    DECODE_THREADS,
                    MAX_PHOTOS,
                    MAX_BYTES,
                    MAX_OBJECT_BYTES,
                    MAX_PIXELS,
                    FIRST_RETRY,
                    LONGEST_RETRY,
                    PATIENCE,
                    OBJECT_PATIENCE,
                    BREAKER_FAILURES,
                    BREAKER_WINDOW,
                    BREAKER_DELAY,
                    COST_PER_HOUR,
                    COST_CURRENCY,
                    COMMIT_BUSY,
                    COMMIT_IDLE,
                    GIVE_UP_AFTER,
                    STOP_WITHIN,
                    RESTART_PAUSE,
                    MAX_UNCOMMITTED,
                    SHADOW,
                    PREDICTIONS),
            List.of(),
            Map.of());

    private ConsumerSettings() {}

    private static Setting setting(String key, String fallback, Setting.Check check, String doc) {
        return new Setting("consumer." + key, List.of(), fallback, check, doc);
    }
}
