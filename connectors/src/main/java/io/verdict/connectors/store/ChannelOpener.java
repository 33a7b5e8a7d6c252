package io.verdict.connectors.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Opens a new file for writing; the place where a test makes a disk fail. */
@FunctionalInterface
interface ChannelOpener {

    /** A channel on a file that did not exist before. */
    FileChannel create(Path file) throws IOException;
}
