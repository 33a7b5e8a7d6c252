package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Property(tries = 200)
    void shouldReadWhatItWrote(@ForAll @LongRange(min = 0, max = 4_194_304) long pid, @ForAll Instant started) {
        ProcessIdentity known = new ProcessIdentity(pid, Optional.of(started));
        ProcessIdentity unknown = new ProcessIdentity(pid, Optional.empty());

        assertThat(ProcessIdentity.parse(known.toString())).contains(known);
        assertThat(ProcessIdentity.parse(unknown.toString())).contains(unknown);
    }

    @Property(tries = 200)
    void shouldNotFailOnWhatACrashLeft(@ForAll String text) {
        assertThat(ProcessIdentity.parse(text)).isNotNull();
    }

    @Test
    void shouldNotTakeALaterProcessOfTheSameNumberForThisOne() {
        ProcessIdentity current = ProcessIdentity.current();

        assertThat(current.isCurrent()).isTrue();
        assertThat(new ProcessIdentity(current.pid(), Optional.of(Instant.EPOCH)).isCurrent())
                .isFalse();
        assertThat(ProcessIdentity.parse("12 yesterday")).isEmpty();
    }
}
