package io.verdict.inference.detector;

import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CUDA's and cuDNN's shared libraries from the class path, which the {@code gpu} profile puts there. Loaded before ONNX
 * Runtime's CUDA provider, whose own look-up then finds them in the process; a machine with CUDA installed does not need
 * them.
 */
final class CudaLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);

    /** In the order of their dependencies; each brings those that it needs. */
    private static final String[] PRESETS = {
        "org.bytedeco.cuda.presets.cudart",
        "org.bytedeco.cuda.presets.cublas",
        "org.bytedeco.cuda.presets.cufft",
        "org.bytedeco.cuda.presets.curand",
        "org.bytedeco.cuda.presets.cudnn"
    };

    private CudaLibraries() {}

    /** Loads them where they are on the class path, once for the process, and says what came of it. */
    static String preload() {
        return Loaded.ANSWER;
    }

    static String preload(String... presets) {
        for (String preset : presets) {
            try {
                Loader.load(Class.forName(preset));
            } catch (ClassNotFoundException e) {
                return "CUDA's libraries are not on the class path (built without the gpu profile); those of the"
                        + " machine are used";
            } catch (LinkageError | RuntimeException e) {
                LOG.warn("{} cannot be loaded", preset, e);
                return preset.substring(preset.lastIndexOf('.') + 1) + " of the gpu profile cannot be loaded: "
                        + root(e).getMessage() + ". Is NVIDIA's driver installed?";
            }
        }
        return "CUDA's libraries are those of the gpu profile";
    }

    /** Initialised by the first who asks; the others wait for it. */
    private static final class Loaded {
        static final String ANSWER = preload(PRESETS);
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
