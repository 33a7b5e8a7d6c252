package io.verdict.connectors.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageFeatures;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** ING-6: what photos are measured by has the same names wherever it is joined. */
@ResourceLock(Resources.LOCALE)
class PhotoFeaturesTest {

    @Test
    void shouldNameFeaturesTheSameWhateverDigitsAreUsedAround() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            FeatureFact fact = PhotoFeatures.fact(PhotoFeatures.BY_IMAGE, measured(), Instant.EPOCH, "images-0@7");

            assertThat(fact.values()).containsKeys("brightness_bin_00", "brightness_bin_09", "brightness_bin_15");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static ImageFeatures measured() {
        return new ImageFeatures(
                Envelope.fresh(Clock.systemUTC(), "inference"),
                "image",
                "listing",
                "0".repeat(64),
                1L,
                4,
                4,
                0.5,
                Collections.nCopies(16, 1),
                0.1,
                1.0,
                null,
                "letterbox/1");
    }
}
