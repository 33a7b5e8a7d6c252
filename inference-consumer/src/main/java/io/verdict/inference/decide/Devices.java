package io.verdict.inference.decide;

import io.verdict.events.Runtime;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.session.Device;
import java.util.function.Function;

/**
 * Says what executed a model, as decision records do. As safe for many threads as what it asks.
 *
 * @param byProvider the device that a provider runs on
 */
public record Devices(Function<ExecutionProvider, Device> byProvider) {

    Runtime runtime(RuntimeReport report) {
        Device device = byProvider.apply(report.provider());
        return new Runtime(
                report.runtime(),
                report.version(),
                report.level().name(),
                report.provider().name(),
                device.name(),
                device.deviceClass());
    }
}
