package io.verdict.launcher.evaluate;

import java.util.List;

/** A version was made for other classes than those of the declaration in force. */
final class MisfitException extends EvaluationRefusedException {
    private static final long serialVersionUID = 1L;

    private final String misfit;

    /** @param name model and version */
    MisfitException(String name, List<String> classes, List<String> declared) {
        this("The classes of %s are %s, those of the declaration in force %s.".formatted(name, classes, declared));
    }

    private MisfitException(String misfit) {
        super(misfit + " Register a version that fits it.");
        this.misfit = misfit;
    }

    /** What a reader has to know of a version that was to be measured beside another one and is not. */
    String notCompared(String version) {
        return "Version %s was not measured beside it. %s".formatted(version, misfit);
    }
}
