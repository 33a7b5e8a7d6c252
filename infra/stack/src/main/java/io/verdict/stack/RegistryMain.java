package io.verdict.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the registry's process runs: the registry, for as long as the process that started it lives.
 *
 * <p>Its standard input is a pipe held by that process and never written to, so it ends when that process closes it or
 * dies in whatever way. The class is copied alone into the new process's class path and so uses nothing but the JDK.
 */
final class RegistryMain {
    private static final long GRACE_MS = 5_000;

    private RegistryMain() {}

    /**
     * Runs the registry.
     *
     * @param args the lock file, and the registry's main class
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        startDaemon("parent-watch", RegistryMain::endWithParent);
        // Waits here while the process of an earlier start, whose parent was killed, is still on its way out.
        FileChannel lock = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        try {
            Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The pipe to the parent is broken: " + e);
        }
        startDaemon("last-resort", RegistryMain::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void startDaemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
