package io.verdict.streams.registry;

import io.verdict.events.HealthWindow;
import io.verdict.events.ModelTask;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ReportHealth;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.StageHealthy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Promotes a healthy rollout and takes back an unhealthy one, by the declared policy (REG-4). Pure. */
final class HealthDesk {

    private HealthDesk() {}

    static List<Step> report(Situation situation, ReportHealth command) {
        Roles.require(situation, Roles.MONITOR);
        RegisteredModel model = situation.model();
        RolloutUnderWay rollout = RolloutDesk.underWay(model, command.getRolloutId());
        HealthWindow window = command.getWindow();
        requireNew(rollout, command);
        RolloutPolicy policy = situation.declaration().getRollout();
        requireMeasured(policy, command);
        String asked = situation.declaration().getTask() == ModelTask.OBJECT_DETECTION ? "photos" : "requests";
        Optional<String> finding = unfit(situation, rollout).or(() -> unhealthy(policy, window, asked));
        if (finding.isPresent()) {
            return List.of(Step.byPolicy(Service.ended(model, rollout, finding.get())));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.asked(new StageHealthy(rollout.getRolloutId(), rollout.getStage(), window)));
        long healthyMillis = rollout.getHealthyMillis() + millis(window);
        long decisions = rollout.getDecisions() + window.getDecisions();
        if (policy.getPromoteAutomatically()
                && !rollout.getPaused()
                && healthyMillis >= policy.getHealthySeconds() * 1000L
                && decisions >= policy.getLeastDecisions()) {
            steps.add(Step.byPolicy(new RolloutAdvanced(
                    rollout.getRolloutId(),
                    rollout.getVersion(),
                    Service.next(policy, rollout.getStage()),
                    "Healthy for %d s with %d decisions; %d s and %d were asked for."
                            .formatted(
                                    healthyMillis / 1000,
                                    decisions,
                                    policy.getHealthySeconds(),
                                    policy.getLeastDecisions()))));
        }
        return steps;
    }

    /** How long the window is, in milliseconds. */
    static long millis(HealthWindow window) {
        return Duration.between(window.getFrom(), window.getTo()).toMillis();
    }

    /** What is bounded has to be measured; what nobody measured is not healthy. */
    private static void requireMeasured(RolloutPolicy policy, ReportHealth command) {
        HealthWindow window = command.getWindow();
        if (window.getDecisions() + window.getFailures() == 0) {
            throw new RefusedException(RefusalCode.NOTHING_TO_DO, "Nothing came in the window.");
        }
        boolean lacksP95 =
                policy.getHighestP95Millis() != null && window.getP95Millis() == null && window.getDecisions() > 0;
        // A canary is asked other things than the champion; only a shadow can be compared with it.
        boolean lacksDisagreement = policy.getHighestDisagreement() != null
                && window.getDisagreement() == null
                && command.getStage() == RolloutStage.SHADOW
                && window.getDecisions() > 0;
        if (lacksP95 || lacksDisagreement) {
            throw new RefusedException(
                    RefusalCode.INVALID,
                    "The policy bounds the %s, and the report does not say what it was."
                            .formatted(lacksP95 ? "p95" : "disagreement with the champion"));
        }
    }

    private static void requireNew(RolloutUnderWay rollout, ReportHealth command) {
        HealthWindow window = command.getWindow();
        if (rollout.getStage() != command.getStage()) {
            throw new RefusedException(
                    RefusalCode.STATE_MOVED,
                    "The rollout is at stage %s, the report is about %s."
                            .formatted(rollout.getStage(), command.getStage()));
        }
        if (!window.getFrom().isBefore(window.getTo()) || window.getDecisions() < 0 || window.getFailures() < 0) {
            throw new RefusedException(RefusalCode.INVALID, "The window is empty, or a number in it is below 0.");
        }
        if (window.getFrom().isBefore(rollout.getCountedUpTo())) {
            throw new RefusedException(
                    RefusalCode.NOTHING_TO_DO,
                    "What was seen up to %s is counted already.".formatted(rollout.getCountedUpTo()));
        }
    }

    /** Evidence and approvals age while a rollout is under way, too. */
    private static Optional<String> unfit(Situation situation, RolloutUnderWay rollout) {
        try {
            RolloutDesk.requireFit(situation, Models.version(situation.model(), rollout.getVersion()));
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private static Optional<String> unhealthy(RolloutPolicy policy, HealthWindow window, String asked) {
        long all = window.getDecisions() + window.getFailures();
        double errors = all == 0 ? 0 : (double) window.getFailures() / all;
        if (errors > policy.getHighestErrorRate()) {
            return Optional.of("%d of %d %s had no decision (%s); %s is the most."
                    .formatted(window.getFailures(), all, asked, number(errors), number(policy.getHighestErrorRate())));
        }
        return above("p95, in ms,", window.getP95Millis(), policy.getHighestP95Millis())
                .or(() -> above(
                        "disagreement with the champion", window.getDisagreement(), policy.getHighestDisagreement()));
    }

    private static Optional<String> above(String what, Double found, Double most) {
        // Not a number is not healthy.
        return found == null || most == null || found <= most
                ? Optional.empty()
                : Optional.of("The %s is %s; %s is the most.".formatted(what, number(found), number(most)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
