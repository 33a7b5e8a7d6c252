package io.verdict.connectors.runs;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a trainer on a thread of its own and gives it up when its watch says so. */
final class WatchedCall {

    private WatchedCall() {}

    /** The trainer's answer, or what it or its watch threw. */
    static <T> T of(Watch watch, Callable<T> call) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor(WatchedCall::thread);
        Future<T> answer = thread.submit(call);
        try {
            T made = await(watch, answer);
            // What the trainer was told and did not let through counts all the same.
            if (watch.thrown().isPresent()) {
                throw watch.thrown().get();
            }
            return made;
        } catch (ExecutionException e) {
            throw inWords(watch.thrown().map(Throwable.class::cast).orElse(e.getCause()));
        } finally {
            watch.close();
            answer.cancel(true);
            thread.shutdownNow();
        }
    }

    private static Exception inWords(Throwable thrown) {
        // Its thread was interrupted, not the one that waits for it.
        boolean ours = thrown instanceof Exception && !(thrown instanceof InterruptedException);
        return ours ? (Exception) thrown : new TrainerDeath(thrown);
    }

    private static <T> T await(Watch watch, Future<T> answer) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return answer.get(watch.patience().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Optional<TrainingFault> overdue = watch.overdue();
                if (overdue.isPresent()) {
                    throw overdue.get();
                }
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "trainer");
        // One that cannot be interrupted must not keep the process.
        thread.setDaemon(true);
        return thread;
    }

    /** An error on the trainer's thread, which is no error of this one. */
    private static final class TrainerDeath extends Exception {
        private static final long serialVersionUID = 1L;

        TrainerDeath(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
