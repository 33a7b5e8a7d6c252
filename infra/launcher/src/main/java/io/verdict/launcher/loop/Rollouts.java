package io.verdict.launcher.loop;

import io.verdict.events.ApproveVersion;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclareModel;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RequestApproval;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.launcher.candidate.Evaluation;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformException;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What people ask of the registry, and what comes of it. For one thread. */
final class Rollouts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longest that a canary may take; a machine that is busy decides on few photos. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Platform platform;
    private final Clock clock;
    private final LoopPlan plan;

    Rollouts(Platform platform, Clock clock, LoopPlan plan) {
        this.platform = platform;
        this.clock = clock;
        this.plan = plan;
    }

    /**
     * Declares the model.
     *
     * @throws LoopException if it is there: its versions would be others' ones
     */
    void declare() {
        if (ModelArchive.read(platform.cluster(Role.REGISTRY_GATEWAY), AsOf.now(), plan.model())
                .find(plan.model())
                .isPresent()) {
            throw new LoopException("There is a model %s here already. Give a data directory of its own, or none"
                    .formatted(plan.model()));
        }
        ask(People.ENGINEER, new DeclareModel(plan.declared()));
    }

    /**
     * Has the one who trained a version try to approve it.
     *
     * @return why that was refused
     * @throws LoopException if it was not, or for anything else than who asks
     */
    String approveOwn(String version, String runId) {
        String evaluation = Evaluation.evaluationId(runId);
        ask(plan.subject().scientist(), request(version, runId));
        return refusedForWhoAsks(
                plan.subject().scientist().name(),
                answer(plan.subject().scientist(), new ApproveVersion(version, evaluation, null)));
    }

    /** Why somebody may not approve the version that they have trained; a gate that failed is no such reason. */
    static String refusedForWhoAsks(String author, Answer answer) {
        CommandRefused refused = answer.refusal()
                .orElseThrow(() ->
                        new LoopException("%s could approve the version that they have trained".formatted(author)));
        if (refused.getCode() != RefusalCode.ROLE_MISSING && refused.getCode() != RefusalCode.SAME_PERSON) {
            throw new LoopException("%s was refused the approval of the version that they have trained, but for another"
                            .formatted(author)
                    + " reason (%s): %s".formatted(refused.getCode(), refused.getText()));
        }
        return refused.getText();
    }

    /**
     * Has a version approved by somebody who neither trained it nor asks for it.
     *
     * @return offset on {@code models} of the last fact that came of it
     * @throws LoopException if the registry refuses, as where a gate has failed
     */
    long approve(String version, String runId) {
        String evaluation = Evaluation.evaluationId(runId);
        if (!plan.subject().strict()) {
            ask(plan.subject().scientist(), request(version, runId));
        }
        return ask(People.ENGINEER, new ApproveVersion(version, evaluation, null))
                .offset();
    }

    private static RequestApproval request(String version, String runId) {
        return new RequestApproval(version, Evaluation.evaluationId(runId), "Run " + runId + " and its evaluation");
    }

    private Answer ask(Actor actor, Object command) {
        Answer answer = answer(actor, command);
        answer.refusal().ifPresent(Rollouts::fail);
        return answer;
    }

    private Answer answer(Actor actor, Object command) {
        return new RegistryGateway(platform.cluster(Role.REGISTRY_GATEWAY), clock)
                .ask(new RegistryGateway.Asked(actor, plan.model(), command), PATIENCE)
                .orElseThrow(() -> new LoopException("The registry has not answered for " + PATIENCE));
    }

    private static void fail(CommandRefused refused) {
        throw new LoopException("The registry refuses (%s): %s".formatted(refused.getCommand(), refused.getText()));
    }

    /**
     * How a version came into service.
     *
     * @param reason the numbers that promoted it, or that there was nothing to replace
     * @param offset on {@code models} of the fact that made it champion
     */
    record Champion(String rolloutId, String reason, long offset) {}

    /**
     * Waits until a version is champion.
     *
     * @param others why it can no longer get there, where somebody else knows; asked again and again
     * @throws LoopException if it is rolled back, or does not get there
     * @throws PlatformException if a part of the platform ends
     */
    Champion awaitChampion(String version, Supplier<Optional<String>> others) throws InterruptedException {
        Instant deadline = clock.instant().plus(LONGEST);
        try (EventReader reader = EventReader.open(platform.cluster(Role.AUDITOR), List.of(Topics.MODELS))) {
            while (clock.instant().isBefore(deadline)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                platform.fault().ifPresent(fault -> {
                    throw new PlatformException(fault, null);
                });
                others.get().ifPresent(fault -> {
                    throw new LoopException(
                            "Version %s of %s cannot become champion. %s".formatted(version, plan.model(), fault));
                });
                for (ConsumerRecord<String, ?> record : reader.poll(POLL)) {
                    Optional<Champion> champion = record.key().equals(plan.model())
                            ? champion(version, (ModelEvent) record.value(), record.offset())
                            : Optional.empty();
                    if (champion.isPresent()) {
                        return champion.get();
                    }
                }
            }
        }
        throw new LoopException("Version %s of %s is not champion after %s. See: infra/verdict rollout status %s"
                .formatted(version, plan.model(), LONGEST, plan.model()));
    }

    private static Optional<Champion> champion(String version, ModelEvent event, long offset) {
        Object fact = event.getFact();
        if (fact instanceof RolloutStarted started
                && started.getVersion().equals(version)
                && started.getStage() == RolloutStage.FULL) {
            return Optional.of(new Champion(started.getRolloutId(), "There was no champion.", offset));
        }
        if (fact instanceof RolloutAdvanced advanced
                && advanced.getVersion().equals(version)
                && advanced.getStage() == RolloutStage.FULL) {
            return Optional.of(new Champion(advanced.getRolloutId(), advanced.getReason(), offset));
        }
        if (fact instanceof RolledBack back && back.getVersion().equals(version)) {
            throw new LoopException("Version %s was rolled back: %s".formatted(version, back.getReason()));
        }
        return Optional.empty();
    }
}
