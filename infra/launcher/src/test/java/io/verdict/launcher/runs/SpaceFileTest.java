package io.verdict.launcher.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.search.Dimension;
import io.verdict.connectors.search.SearchPlan.Method;
import io.verdict.connectors.search.StoppingRules;
import io.verdict.connectors.training.DetectorBackend;
import io.verdict.topics.settings.ConfigNode;
import io.verdict.topics.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TRN-3: a declared space is whole and right before anything starts, or refused with every mistake in its place. */
class SpaceFileTest {

    private static final String GOOD = """
            search:
              method: tpe
              trials: 20
              parallel: 2
              seed: 7
              metric: val.map50
              goal: maximise
            space:
              lr0: {type: log, low: 1e-5, high: 1e-2}
              momentum: {type: linear, low: 0.8, high: 0.95}
              batch: {type: categorical, choices: "16, 32, 64"}
              closeUps: {type: whole, low: 0, high: 50}
            fixed:
              epochs: 50
            """;

    private final TrainingBackend backend = new DetectorBackend(null);

    private SpaceFile read(String yaml) {
        return SpaceFile.of(ConfigNode.parse("space.yaml", yaml), backend, 2, 4);
    }

    private List<String> problems(String yaml) {
        try {
            read(yaml);
        } catch (SettingsException e) {
            return e.getMessage()
                    .lines()
                    .filter(line -> line.contains("space.yaml:"))
                    .toList();
        }
        throw new AssertionError("nothing is wrong");
    }

    @Test
    void shouldReadADeclaration() {
        SpaceFile space = read(GOOD);

        assertThat(space.plan().method()).isEqualTo(Method.TPE);
        assertThat(space.plan().stopping()).isEqualTo(new StoppingRules(10, 5, 4));
        assertThat(space.plan().space().dimensions())
                .containsExactly(
                        new Dimension.Log("lr0", 1e-5, 1e-2),
                        new Dimension.Linear("momentum", 0.8, 0.95),
                        new Dimension.Categorical("batch", List.of("16", "32", "64")),
                        new Dimension.Whole("closeUps", 0, 50));
        assertThat(space.fixed()).isEqualTo(Map.of("epochs", "50"));
        assertThat(space.maximise()).isTrue();
    }

    @Test
    void shouldNameEveryMistakeInItsPlace() {
        List<String> problems = problems("""
                search:
                  method: grid
                  trials: 20
                  parallel: 3
                  seed: 7
                  metric: loss
                space:
                  lr0: {type: log, low: 0, high: 1e-2}
                  momentum: {type: linear, low: 0.95, high: 0.8}
                  depth: {type: cubic, low: 1, high: 2}
                """);

        assertThat(problems)
                .anySatisfy(line -> assertThat(line).contains("space.yaml:2:").contains("grid"))
                .anySatisfy(line -> assertThat(line).contains("space.yaml:4:").contains("more than the 4 cores"))
                .anySatisfy(line -> assertThat(line).contains("space.yaml:8:").contains("above 0"))
                .anySatisfy(line -> assertThat(line).contains("space.yaml:9:").contains("low must be below high"))
                .anySatisfy(line -> assertThat(line).contains("space.yaml:10:").contains("cubic"));
    }

    @Test
    void shouldRefuseWhatTheTrainerCannotDo() {
        assertThat(problems(GOOD.replace("16, 32, 64", "16, 33")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("space.yaml:11:").contains("batch 33 cannot be divided"));
        assertThat(problems(GOOD.replace("high: 50", "high: 60")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("closeUps").contains("0 to 50"));
        assertThat(problems(GOOD.replace("momentum:", "mementum:")))
                .anySatisfy(line -> assertThat(line).contains("no parameter 'mementum'"));
        assertThat(problems(GOOD.replace("epochs: 50", "epochs: 50\n  batch: 16")))
                .anySatisfy(line -> assertThat(line).contains("is in the space, too"));
        assertThat(problems(GOOD.replace("epochs: 50", "epoch: 50")))
                .anySatisfy(line -> assertThat(line).contains("unknown key"));
        assertThatThrownBy(() -> read("search: 1")).isInstanceOf(SettingsException.class);
    }
}
