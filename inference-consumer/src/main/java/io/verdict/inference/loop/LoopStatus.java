package io.verdict.inference.loop;

import io.verdict.inference.pipeline.Duty;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a loop stands.
 *
 * @param partitions assigned to it now
 * @param inFlight photos inside the pipeline
 * @param problem what keeps it from running; empty where nothing does
 */
public record LoopStatus(Duty duty, State state, List<TopicPartition> partitions, int inFlight, String problem) {

    /** Life of a loop. */
    public enum State {
        STARTING,
        RUNNING,
        /** Beginning anew after a failure. */
        RECOVERING,
        STOPPING,
        STOPPED,
        /** It has ended because going on cannot help; the problem says why. */
        FAILED
    }
}
