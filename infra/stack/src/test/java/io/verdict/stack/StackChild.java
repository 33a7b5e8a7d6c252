package io.verdict.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that runs a stack on a directory, to be killed by a test. */
final class StackChild {
    private static final String READY = "ready ";

    private StackChild() {}

    /** Prints the two addresses when the stack is up, and then waits for its end. */
    public static void main(String[] args) throws IOException {
        try (Stack stack = Stack.start(StackConfig.in(Path.of(args[0])))) {
            System.out.println(READY + stack.bootstrap() + " " + stack.registryUrl() + " "
                    + stack.registry().pid());
            System.in.read();
        }
    }

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackChild.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What a child said when it was ready. */
    record Ready(String bootstrap, String registryUrl, long registryPid) {
        static Ready of(Process child) throws IOException {
            for (String line = child.inputReader().readLine();
                    line != null;
                    line = child.inputReader().readLine()) {
                if (line.startsWith(READY)) {
                    String[] words = line.substring(READY.length()).split(" ");
                    return new Ready(words[0], words[1], Long.parseLong(words[2]));
                }
            }
            throw new IOException("the child ended before it was ready");
        }
    }
}
