package io.verdict.streams.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ImageFormat;
import io.verdict.events.Photo;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineReason;
import io.verdict.events.StoredObject;
import io.verdict.streams.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoChecksTest {

    private static Photo.Builder photo() {
        return Photo.newBuilder(Samples.photo("listing-1", "image-1", "a"));
    }

    private static Optional<QuarantineCode> failure(Photo.Builder photo) {
        return PhotoChecks.failure(photo.build(), SourceRules.STANDARD).map(QuarantineReason::getCode);
    }

    @Test
    void shouldNameTheFirstThingThatIsWrong() {
        StoredObject empty =
                StoredObject.newBuilder(Samples.object("a")).setSizeBytes(0).build();
        Photo.Builder text = photo().setFormat(ImageFormat.UNKNOWN).setWidth(0).setHeight(0);
        assertThat(failure(text.setObject(empty))).contains(QuarantineCode.EMPTY);
        assertThat(failure(text.setObject(Samples.object("a")))).contains(QuarantineCode.NOT_AN_IMAGE);
        assertThat(failure(photo().setWidth(0))).contains(QuarantineCode.UNREADABLE_HEADER);
        assertThat(failure(photo())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "800, 600, 1, true",
        "799, 600, 1, false",
        "800, 599, 1, false",
        // Stored lying, shown upright: 600 x 800 is too narrow, 800 x 800 is not.
        "800, 600, 6, false",
        "600, 800, 6, true",
        "600, 800, 1, false",
        "1200, 1600, 1, true",
    })
    void shouldMeasureTheUprightPhoto(int width, int height, int orientation, boolean passes) {
        Photo.Builder photo = photo().setWidth(width).setHeight(height).setOrientation(orientation);
        assertThat(failure(photo).isEmpty()).isEqualTo(passes);
    }

    @Test
    void shouldSayWhatWasFoundWhatIsAskedForAndWhatToDo() {
        Photo small = photo().setWidth(640).setHeight(480).build();
        assertThat(PhotoChecks.failure(small, SourceRules.STANDARD)
                        .orElseThrow()
                        .getText())
                .contains("640 x 480", "at least 800 x 600", "Upload it in full resolution");
    }

    @Test
    void shouldTakeEitherOrientationWhereTheSourceDoes() {
        SourceRules either =
                new SourceRules(800, 600, true, SourceRules.STANDARD.duplicateWindow(), DuplicateScope.LISTING);
        assertThat(PhotoChecks.failure(photo().setWidth(600).setHeight(800).build(), either))
                .isEmpty();
    }
}
