package io.verdict.streams.registry;

import io.verdict.events.CommandRefused;
import io.verdict.events.HealthMeasured;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.ReportHealth;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.topics.Topics;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the rollout app measured, as the registry hears of it: the same as a command of the role {@code monitor}. Who may
 * write the topic is who has that role, so nobody has to sign in. Pure.
 */
final class HealthReports {

    /** Answers to a report that came when it no longer mattered: nobody asked, so nobody has to be refused. */
    private static final Set<RefusalCode> OF_NO_INTEREST =
            EnumSet.of(RefusalCode.STATE_MOVED, RefusalCode.NO_ROLLOUT, RefusalCode.NOTHING_TO_DO);

    private HealthReports() {}

    static ModelCommand command(HealthMeasured measured) {
        if (measured == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        return new ModelCommand(
                measured.getMeta(),
                measured.getModel(),
                List.of(Roles.MONITOR),
                null,
                new ReportHealth(measured.getRolloutId(), measured.getStage(), measured.getWindow()));
    }

    /** Whether an answer is worth a fact. */
    static boolean matters(ModelEvent event) {
        return !(event.getFact() instanceof CommandRefused refused
                && event.getMeta().getCause().getTopic().equals(Topics.ROLLOUT_HEALTH.name())
                && OF_NO_INTEREST.contains(refused.getCode()));
    }
}
