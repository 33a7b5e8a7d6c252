package io.verdict.inference.detector;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens a session on the first preferred provider that works and keeps what the others answered. */
public final class SessionFactory {

    /** A session, and what it got. The receiver closes it. */
    public record Opened(OrtSession session, RuntimeReport report) {}

    private final OrtEnvironment environment;
    private final RuntimeOptions options;

    public SessionFactory(OrtEnvironment environment, RuntimeOptions options) {
        this.environment = environment;
        this.options = options;
    }

    /**
     * Opens a graph.
     *
     * @throws DetectorException if no provider loads it
     */
    public Opened open(byte[] model, String name) {
        Set<ExecutionProvider> order = new LinkedHashSet<>(options.providers());
        order.add(ExecutionProvider.CPU);
        List<String> story = new ArrayList<>();
        OrtException last = null;
        for (ExecutionProvider provider : order) {
            try {
                OrtSession session = open(model, provider);
                story.add(provider + " is in use");
                return new Opened(
                        session,
                        new RuntimeReport(
                                "onnxruntime",
                                environment.getVersion(),
                                provider,
                                options.level(),
                                String.join("; ", story)));
            } catch (OrtException failure) {
                last = failure;
                story.add(provider + " refused: " + failure.getMessage() + libraries(provider));
            }
        }
        throw new DetectorException("%s cannot be loaded: %s".formatted(name, String.join("; ", story)), last);
    }

    private OrtSession open(byte[] model, ExecutionProvider provider) throws OrtException {
        try (SessionOptions session = new SessionOptions()) {
            session.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            session.setIntraOpNumThreads(options.threads());
            session.setInterOpNumThreads(1);
            session.setOptimizationLevel(
                    switch (options.level()) {
                        case NONE -> SessionOptions.OptLevel.NO_OPT;
                        case BASIC -> SessionOptions.OptLevel.BASIC_OPT;
                        case EXTENDED -> SessionOptions.OptLevel.EXTENDED_OPT;
                        case ALL -> SessionOptions.OptLevel.ALL_OPT;
                    });
            // Spinning threads take the cores that decode and the broker need.
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            attach(session, provider);
            return environment.createSession(model, session);
        }
    }

    private void attach(SessionOptions session, ExecutionProvider provider) throws OrtException {
        switch (provider) {
            case CPU -> {}
            case CUDA -> {
                requireBuiltIn(OrtProvider.CUDA);
                CudaLibraries.preload();
                // Memory grows with several CUDA sessions otherwise: onnxruntime issue 29351.
                session.setMemoryPatternOptimization(false);
                session.addCUDA(options.device());
            }
            case TENSORRT -> {
                requireBuiltIn(OrtProvider.TENSOR_RT);
                CudaLibraries.preload();
                session.setMemoryPatternOptimization(false);
                addTensorRt(session);
                session.addCUDA(options.device());
            }
        }
    }

    private void addTensorRt(SessionOptions session) throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(options.device())) {
            for (Map.Entry<String, String> entry : options.tensorRt().entries().entrySet()) {
                tensorRt.add(entry.getKey(), entry.getValue());
            }
            session.addTensorrt(tensorRt);
        }
    }

    /** Most refusals of a provider that is built in are missing libraries; whoever reads them needs to know which. */
    private static String libraries(ExecutionProvider provider) {
        boolean builtIn =
                switch (provider) {
                    case CPU -> false;
                    case CUDA -> isBuiltIn(OrtProvider.CUDA);
                    case TENSORRT -> isBuiltIn(OrtProvider.TENSOR_RT);
                };
        return builtIn ? " (" + CudaLibraries.preload() + ")" : "";
    }

    private static boolean isBuiltIn(OrtProvider provider) {
        return OrtEnvironment.getAvailableProviders().contains(provider);
    }

    private static void requireBuiltIn(OrtProvider provider) throws OrtException {
        if (!isBuiltIn(provider)) {
            throw new OrtException("this build of ONNX Runtime is without it; build with the gpu profile");
        }
    }
}
