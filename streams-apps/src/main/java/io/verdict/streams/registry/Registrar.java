package io.verdict.streams.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.AdvanceRollout;
import io.verdict.events.ApproveDeclaration;
import io.verdict.events.ApproveVersion;
import io.verdict.events.ArchiveVersion;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclareModel;
import io.verdict.events.DescribeVersion;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.MoveAlias;
import io.verdict.events.PauseRollout;
import io.verdict.events.PinChampion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefusalCode;
import io.verdict.events.RefuseVersion;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ReportHealth;
import io.verdict.events.RequestApproval;
import io.verdict.events.ResumeRollout;
import io.verdict.events.RollBack;
import io.verdict.events.StartRollout;
import io.verdict.events.TagVersion;
import io.verdict.events.UnpinChampion;
import io.verdict.events.WithdrawApproval;
import io.verdict.streams.state.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Decides on commands: {@code (state, command) → facts | refusal}. A pure function, so the same log gives the same
 * facts; safe for use by many threads.
 */
public final class Registrar {

    /** Who acts where a declared policy does. */
    public static final String ACTOR = "registry";

    private static final Map<Class<?>, BiFunction<Situation, Object, List<Step>>> DESKS = desks();

    private Registrar() {}

    /**
     * What comes of a command: at least one fact, or one refusal.
     *
     * @param state the model as its facts make it; empty before its first
     * @param actor who asks, as far as anybody has said who they are
     * @param command the command
     * @param position where the command lies
     */
    public static List<ModelEvent> decide(
            Optional<RegisteredModel> state, Optional<Person> actor, ModelCommand command, LogPosition position) {
        long revision = state.map(RegisteredModel::getRevision).orElse(0L);
        try {
            requireSound(command, revision);
            Situation situation = new Situation(
                    state,
                    command.getMeta().getActor(),
                    roles(actor, command),
                    actor.map(Person::getKeys).orElse(List.of()),
                    command.getMeta().getTime());
            List<Step> steps = DESKS.get(command.getCommand().getClass()).apply(situation, command.getCommand());
            return events(command, position, steps, revision);
        } catch (RefusedException refused) {
            return List.of(refusal(command, position, refused, revision));
        }
    }

    /** The commands that it knows. */
    static Set<Class<?>> commands() {
        return DESKS.keySet();
    }

    /** What was said of a person counts; the gateway's word where nothing was. */
    private static Set<String> roles(Optional<Person> actor, ModelCommand command) {
        return Set.copyOf(
                actor.filter(Person::getAssigned).map(Person::getRoles).orElse(command.getRoles()));
    }

    private static void requireSound(ModelCommand command, long revision) {
        Long expected = command.getExpectedRevision();
        if (expected != null && expected != revision) {
            throw new RefusedException(
                    RefusalCode.STATE_MOVED,
                    "The command was decided on revision %d of %s, which is at %d by now. Read it again."
                            .formatted(expected, command.getModel(), revision));
        }
        VersionDesk.name("model", command.getModel());
        String actor = command.getMeta().getActor();
        if (actor.isBlank() || actor.equals(ACTOR)) {
            throw new RefusedException(
                    RefusalCode.INVALID,
                    "The command's actor is '%s'; it has to be who asks, and '%s' is the registry itself."
                            .formatted(actor, ACTOR));
        }
    }

    private static List<ModelEvent> events(
            ModelCommand command, LogPosition position, List<Step> steps, long revision) {
        List<ModelEvent> events = new ArrayList<>(steps.size());
        for (Step step : steps) {
            long number = revision + events.size() + 1;
            String name = "fact/" + (events.size() + 1);
            String actor = step.byPolicy() ? ACTOR : command.getMeta().getActor();
            events.add(new ModelEvent(meta(command, position, actor, name), command.getModel(), number, step.fact()));
        }
        return events;
    }

    private static ModelEvent refusal(
            ModelCommand command, LogPosition position, RefusedException refused, long revision) {
        return new ModelEvent(
                meta(command, position, ACTOR, "refusal"),
                command.getModel(),
                revision,
                new CommandRefused(
                        command.getCommand().getClass().getSimpleName(), refused.code(), refused.getMessage()));
    }

    private static Meta meta(ModelCommand command, LogPosition position, String actor, String name) {
        return Envelope.causedBy(command.getMeta(), position, command.getMeta().getTime(), actor, name);
    }

    private static Map<Class<?>, BiFunction<Situation, Object, List<Step>>> desks() {
        Map<Class<?>, BiFunction<Situation, Object, List<Step>>> desks = new HashMap<>();
        put(desks, DeclareModel.class, DeclarationDesk::declare);
        put(desks, ApproveDeclaration.class, DeclarationDesk::approve);
        put(desks, RegisterVersion.class, VersionDesk::register);
        put(desks, DescribeVersion.class, VersionDesk::describe);
        put(desks, TagVersion.class, VersionDesk::tag);
        put(desks, MoveAlias.class, VersionDesk::moveAlias);
        put(desks, ArchiveVersion.class, VersionDesk::archive);
        put(desks, RecordEvaluation.class, EvaluationDesk::record);
        put(desks, RequestApproval.class, ApprovalDesk::request);
        put(desks, ApproveVersion.class, ApprovalDesk::approve);
        put(desks, RefuseVersion.class, ApprovalDesk::refuse);
        put(desks, WithdrawApproval.class, ApprovalDesk::withdraw);
        put(desks, StartRollout.class, RolloutDesk::start);
        put(desks, AdvanceRollout.class, RolloutDesk::advance);
        put(desks, PauseRollout.class, RolloutDesk::pause);
        put(desks, ResumeRollout.class, RolloutDesk::resume);
        put(desks, RollBack.class, RolloutDesk::rollBack);
        put(desks, PinChampion.class, RolloutDesk::pin);
        put(desks, UnpinChampion.class, RolloutDesk::unpin);
        put(desks, ReportHealth.class, HealthDesk::report);
        return Map.copyOf(desks);
    }

    private static <C> void put(
            Map<Class<?>, BiFunction<Situation, Object, List<Step>>> desks,
            Class<C> type,
            BiFunction<Situation, C, List<Step>> desk) {
        desks.put(type, (situation, command) -> desk.apply(situation, type.cast(command)));
    }
}
