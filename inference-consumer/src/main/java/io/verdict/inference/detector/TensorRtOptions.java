package io.verdict.inference.detector;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What TensorRT is told beyond the device (ONNX Runtime's TensorRT execution provider options).
 *
 * @param engineCache folder of the engines that it builds, which takes minutes; where empty, every start builds anew.
 *     Engines fit one GPU model and one TensorRT version, others are built beside them
 * @param fp16 whether it may compute in half precision: faster, and decisions are no longer those of the graph as it was
 *     evaluated
 */
public record TensorRtOptions(Optional<Path> engineCache, boolean fp16) {

    /** No cache, full precision. */
    public static TensorRtOptions standard() {
        return new TensorRtOptions(Optional.empty(), false);
    }

    /** As ONNX Runtime names them. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        engineCache.ifPresent(folder -> {
            entries.put("trt_engine_cache_enable", "1");
            entries.put("trt_engine_cache_path", folder.toString());
            entries.put("trt_timing_cache_enable", "1");
            entries.put("trt_timing_cache_path", folder.toString());
        });
        entries.put("trt_fp16_enable", fp16 ? "1" : "0");
        return entries;
    }
}
