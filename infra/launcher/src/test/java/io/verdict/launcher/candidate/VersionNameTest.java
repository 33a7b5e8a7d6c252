package io.verdict.launcher.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** REG-1, TRN-7: what versions are called that nobody is there to name. */
class VersionNameTest {

    private static RegisteredModel model(String... versions) {
        RegisteredModel model = new RegisteredModel();
        model.put(
                "versions",
                Arrays.stream(versions)
                        .map(name -> {
                            ModelVersion version = new ModelVersion();
                            version.put("version", name);
                            return version;
                        })
                        .toList());
        return model;
    }

    @Test
    void shouldCountOnFromTheHighestNumber() {
        assertThat(VersionName.nextNumber().of(model(), "run")).isEqualTo("1");
        assertThat(VersionName.nextNumber().of(model("2", "10", "by-hand", "9"), "run"))
                .isEqualTo("11");
        assertThat(VersionName.nextNumber().of(model("99999999999999999999"), "run"))
                .isEqualTo("100000000000000000000");
    }

    @Test
    void shouldKeepANameThatSomebodyChose() {
        assertThat(VersionName.fixed("a").of(model("a"), "run")).isEqualTo("a");
        assertThat(VersionName.ofTheRun().of(model(), "run-7")).isEqualTo("run-7");
    }
}
