package io.verdict.connectors.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** TRN-4: names of jobs are names to SageMaker, too, and no two runs share one. */
class JobNamePropertiesTest {

    @Provide
    Arbitrary<String> runIds() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(id -> id.matches("[A-Za-z0-9].*"));
    }

    @Property(tries = 300)
    void shouldNameJobsAsSageMakerWants(
            @ForAll("runIds") String run, @ForAll @IntRange(min = 1, max = 100) int number) {
        assertThat(JobName.of(run, number))
                .matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
                .isEqualTo(JobName.of(run, number));
    }

    @Example
    void shouldNameJobsTheSameWhateverDigitsAreUsedAround() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(JobName.of("run-7", 12)).matches("verdict-run-7-[0-9a-f]{10}-12");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Property(tries = 300)
    void shouldKeepRunsApart(@ForAll("runIds") String one, @ForAll("runIds") String other) {
        assertThat(JobName.of(one, 1).equals(JobName.of(other, 1))).isEqualTo(one.equals(other));
        assertThat(JobName.of(one + ".a", 1)).isNotEqualTo(JobName.of(one + "-a", 1));
        assertThat(JobName.of(one, 1)).isNotEqualTo(JobName.of(one, 11));
    }
}
