package io.verdict.inference.decide;

import io.verdict.events.LogPosition;
import io.verdict.events.PredictionRequested;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A request as it came from the log.
 *
 * @param bytes its size on the log
 * @param trace headers that carry the trace on, such as W3C {@code traceparent}
 */
public record Requested(PredictionRequested event, LogPosition position, int bytes, List<Header> trace) {}
