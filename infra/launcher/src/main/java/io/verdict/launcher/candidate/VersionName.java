package io.verdict.launcher.candidate;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.math.BigInteger;

/** What the version is called that a run becomes. */
@FunctionalInterface
public interface VersionName {

    /** The name, of a model as it is now; asked again if somebody took the name meanwhile. */
    String of(RegisteredModel model, String runId);

    /** A name that somebody chose, unique in the model. */
    static VersionName fixed(String name) {
        return (model, runId) -> name;
    }

    /** The run's own name; the registry takes at most 64 characters. */
    static VersionName ofTheRun() {
        return (model, runId) -> runId;
    }

    /** The number after the highest that a version is called; 1 where none is. */
    static VersionName nextNumber() {
        return (model, runId) -> model.getVersions().stream()
                .map(ModelVersion::getVersion)
                .filter(name -> name.matches("[0-9]+"))
                .map(BigInteger::new)
                .reduce(BigInteger.ZERO, BigInteger::max)
                .add(BigInteger.ONE)
                .toString();
    }
}
