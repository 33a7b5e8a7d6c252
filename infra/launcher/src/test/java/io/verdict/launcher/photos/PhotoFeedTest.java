package io.verdict.launcher.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PhotoFeedTest {

    @Test
    void shouldGiveTheSameUploadForTheSameSeedAndIndex() {
        PhotoFeed feed = PhotoFeed.good(7, 320, 240);

        assertThat(feed.upload(3).bytes())
                .isEqualTo(PhotoFeed.good(7, 320, 240).upload(3).bytes())
                .isNotEqualTo(feed.upload(4).bytes())
                .isNotEqualTo(PhotoFeed.good(8, 320, 240).upload(3).bytes());
    }

    @Test
    void shouldGiveAListingThreePhotos() {
        PhotoFeed feed = PhotoFeed.good(7, 320, 240);

        assertThat(feed.upload(0).listing()).isEqualTo(feed.upload(2).listing());
        assertThat(feed.upload(3).listing()).isNotEqualTo(feed.upload(2).listing());
    }

    @Test
    void shouldMixInEveryKindOfBadUpload() throws IOException {
        PhotoFeed feed = PhotoFeed.mixed(7);

        assertThat(feed.upload(11).bytes())
                .as("repeated")
                .isEqualTo(feed.upload(10).bytes());
        assertThat(feed.upload(11).listing())
                .as("compared within a listing")
                .isEqualTo(feed.upload(10).listing());
        BufferedImage small =
                ImageIO.read(new ByteArrayInputStream(feed.upload(17).bytes()));
        assertThat(small.getWidth()).isLessThan(800);
        byte[] cut = feed.upload(23).bytes();
        assertThat(cut).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(new byte[] {cut[cut.length - 2], cut[cut.length - 1]})
                .isNotEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD9});
        assertThat(new String(feed.upload(31).bytes(), StandardCharsets.UTF_8)).isEqualTo("This is not a photo.");
    }
}
