package io.verdict.launcher.platform;

import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.pipeline.Duty;
import java.util.List;

/** Loops of an inference-consumer that have ended by themselves, in words. Pure. */
final class EndedLoops {

    private EndedLoops() {}

    /** Of those that somebody waits for; the consumer ends with them. */
    static List<String> fatal(List<LoopStatus> ended) {
        return ended.stream()
                .filter(loop -> !loop.duty().isOfShadows())
                .map(loop -> what(loop.duty()) + ": " + loop.problem())
                .toList();
    }

    /** Of those of shadows; everything else goes on. */
    static List<String> borne(List<LoopStatus> ended) {
        return ended.stream()
                .filter(loop -> loop.duty().isOfShadows())
                .map(loop ->
                        what(loop.duty()) + " until the consumer is started again, all else goes on: " + loop.problem())
                .toList();
    }

    private static String what(Duty duty) {
        return switch (duty) {
            case DECIDE -> "photos are not decided on any more";
            case SHADOW -> "shadows see no photos";
            case PREDICT -> "requests about rows and texts are not answered any more";
            case PREDICT_SHADOW -> "shadows see no requests about rows and texts";
        };
    }
}
