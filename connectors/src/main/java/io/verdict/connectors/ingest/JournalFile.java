package io.verdict.connectors.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An append-only text file that one process at a time writes and that forgets a last line cut short by a kill.
 *
 * <p>Thread-safe. After a write that failed nothing more is written, since the next line would join a torn one.
 */
final class JournalFile implements AutoCloseable {

    private final FileChannel channel;
    private final List<String> lines;
    private final Object forcing = new Object();
    private volatile long written;
    private long forced;
    private boolean broken;

    private JournalFile(FileChannel channel, List<String> lines) {
        this.channel = channel;
        this.lines = lines;
    }

    static JournalFile open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            return new JournalFile(channel, wholeLines(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lines that were there when the file was opened. */
    List<String> lines() {
        return lines;
    }

    /** Writes a line, which survives the death of this process. */
    void append(String line) throws IOException {
        write(line);
    }

    /** Writes a line, which survives a power cut when this returns; threads that wait together share one fsync. */
    void appendDurably(String line) throws IOException {
        long upTo = write(line);
        synchronized (forcing) {
            if (forced < upTo) {
                long all = written;
                channel.force(false);
                forced = all;
            }
        }
    }

    private synchronized long write(String line) throws IOException {
        if (broken) {
            throw new IOException("an earlier write to it failed");
        }
        broken = true;
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        broken = false;
        return ++written;
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        String busy = "another run is using %s; wait for it, or name another journal".formatted(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException(busy);
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw new IOException(busy, sameProcess);
        }
    }

    private static List<String> wholeLines(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Reads until the buffer is full.
        }
        byte[] all = bytes.array();
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.position(); at++) {
            if (all[at] == '\n') {
                lines.add(new String(all, start, at - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        channel.truncate(start);
        channel.position(start);
        return List.copyOf(lines);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.force(true);
        }
    }
}
