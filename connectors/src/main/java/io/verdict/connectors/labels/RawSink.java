package io.verdict.connectors.labels;

import java.io.IOException;

/** Takes what a reader finds. */
interface RawSink {

    /** An image with all of its boxes. */
    void image(RawImage image) throws IOException;

    /** An image that the file names and that nobody has labelled. */
    void unlabelled(String name, String reason);
}
