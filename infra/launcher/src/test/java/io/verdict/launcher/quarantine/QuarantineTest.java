package io.verdict.launcher.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Events;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private final Quarantine quarantine = new Quarantine();

    @Test
    void shouldHoldWhatWasQuarantinedWithItsReasons() {
        quarantine.fold(Events.quarantined("a"));

        Quarantine.Entry entry = quarantine.find("a").orElseThrow();
        assertThat(quarantine.entries()).containsExactly(entry);
        assertThat(entry.codes()).containsExactly("TOO_SMALL", "DUPLICATE");
        assertThat(entry.reasons()).containsExactly("It is too small.", "It came before.");
        assertThat(entry.listing()).isEqualTo("L1");
        assertThat(entry.uploader()).isEqualTo("dana");
        assertThat(entry.since()).isEqualTo("2026-05-15T10:00:00Z");
    }

    @Test
    void shouldLetGoOfWhatWasReleasedButKnowItStill() {
        quarantine.fold(Events.quarantined("a"));
        quarantine.fold(Events.released("a"));

        assertThat(quarantine.entries()).isEmpty();
        assertThat(quarantine.find("a")).isPresent();
    }

    @Test
    void shouldKeepWhatWasNotReleased() {
        quarantine.fold(Events.quarantined("a"));
        quarantine.fold(Events.releaseRefused("a"));
        quarantine.fold(Events.released("never-inside"));

        assertThat(quarantine.entries()).hasSize(1);
        assertThat(quarantine.find("never-inside")).isEmpty();
    }
}
