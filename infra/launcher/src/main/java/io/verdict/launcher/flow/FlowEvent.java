package io.verdict.launcher.flow;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** One event of the flow, and when it was seen. */
public record FlowEvent(String topic, SpecificRecord value, Instant seen) {}
