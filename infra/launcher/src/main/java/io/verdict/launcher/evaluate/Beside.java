package io.verdict.launcher.evaluate;

import io.verdict.events.Championship;
import io.verdict.events.RegisteredModel;
import java.util.List;
import java.util.Optional;

/** Says which version a candidate has to stand up to. Pure. */
public final class Beside {

    private Beside() {}

    /** The version that serves, where it is another one than the candidate. */
    public static Optional<String> of(RegisteredModel model, String candidate) {
        List<Championship> champions = model.getChampions();
        return champions.isEmpty()
                ? Optional.empty()
                : Optional.of(champions.get(champions.size() - 1).getVersion())
                        .filter(champion -> !champion.equals(candidate));
    }
}
