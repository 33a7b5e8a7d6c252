package io.verdict.connectors.runs;

/** Ends a training from within, because somebody has asked for it. */
final class StopAsked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StopSwitch.Stop stop;

    StopAsked(StopSwitch.Stop stop) {
        super(stop.reason(), null, false, false);
        this.stop = stop;
    }

    StopSwitch.Stop stop() {
        return stop;
    }
}
