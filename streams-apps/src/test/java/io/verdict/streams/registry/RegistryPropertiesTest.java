package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.CommandRefused;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.ServingPlan;
import io.verdict.events.VersionApproved;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever people ask for, in whatever order: nothing serves that is unapproved, gate-failing, altered or self-approved
 * (REG-2, REG-3), and a model is the fold of its facts (AUD-5, AUD-2).
 */
class RegistryPropertiesTest {

    private static final int COMMANDS = 120;

    /** How far the histories came: a property over histories in which nothing happens would say nothing. */
    private static final Map<String, Integer> SEEN = new HashMap<>();

    @AfterContainer
    static void sawEverything() {
        assertThat(SEEN.keySet())
                .contains(
                        "VersionApproved",
                        "RolloutAdvanced",
                        "RolledBack",
                        "champion",
                        "canary",
                        "shadow",
                        "refused",
                        "signed",
                        "SIGNATURE_MISSING",
                        "SIGNATURE_INVALID");
    }

    @Property(tries = 2000)
    void shouldNeverServeWhatMayNotBeServed(@ForAll long seed) {
        RandomHistory history = new RandomHistory(seed, true);
        RegistryDesk desk = deskThatKnowsNoor();
        ServingOracle oracle = new ServingOracle(RandomHistory.PEOPLE);
        for (int i = 0; i < COMMANDS; i++) {
            ModelCommand command = history.next(desk.state());
            oracle.asked(i, command);
            for (ModelEvent event : desk.send(command)) {
                count(event);
                assertThat(oracle.written(event))
                        .as("seed %d, command %d: %s", seed, i, command)
                        .isEmpty();
            }
            if (desk.state().isPresent()) {
                ServingPlan plan = ServingPlans.of(desk.model(), command.getMeta());
                plan.getArms()
                        .forEach(arm -> SEEN.merge(arm.getArm().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
                assertThat(oracle.served(plan))
                        .as("seed %d, after command %d: %s", seed, i, command)
                        .isEmpty();
            }
        }
    }

    private static RegistryDesk deskThatKnowsNoor() {
        RegistryDesk desk = new RegistryDesk();
        desk.say(RandomHistory.NOOR.registered());
        return desk;
    }

    private static void count(ModelEvent event) {
        Object fact = event.getFact();
        boolean signed = fact instanceof VersionApproved approved && approved.getSignature() != null;
        if (signed) {
            SEEN.merge("signed", 1, Integer::sum);
        }
        if (fact instanceof CommandRefused refused) {
            SEEN.merge(refused.getCode().name(), 1, Integer::sum);
        }
        if (fact instanceof VersionApproved || fact instanceof RolloutAdvanced || fact instanceof RolledBack) {
            SEEN.merge(fact.getClass().getSimpleName(), 1, Integer::sum);
        } else if (fact instanceof CommandRefused) {
            SEEN.merge("refused", 1, Integer::sum);
        }
    }

    @Property(tries = 200)
    void shouldBeTheFoldOfItsFactsUpToAnyPosition(@ForAll long seed) {
        RandomHistory history = new RandomHistory(seed, true);
        RegistryDesk desk = deskThatKnowsNoor();
        List<Optional<RegisteredModel>> after = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            int before = desk.events().size();
            desk.send(history.next(desk.state()));
            for (int fact = before; fact < desk.events().size(); fact++) {
                after.add(fact == desk.events().size() - 1 ? desk.state() : null);
            }
        }
        Optional<RegisteredModel> state = Optional.empty();
        long revision = 0;
        for (int offset = 0; offset < desk.events().size(); offset++) {
            ModelEvent event = desk.events().get(offset);
            state = ModelFold.apply(state, event, Envelope.position("models", 0, offset, event.getMeta()));
            assertThat(ModelFold.apply(state, event, Envelope.position("models", 0, 1_000_000L, event.getMeta())))
                    .as("the same fact again")
                    .isEqualTo(state);
            if (after.get(offset) != null) {
                assertThat(state).isEqualTo(after.get(offset));
            }
            assertThat(event.getRevision()).isBetween(revision, revision + 1);
            revision = event.getRevision();
        }
    }

    @Property(tries = 8)
    void shouldAnswerACommandOnceHoweverOftenItIsSent(@ForAll long seed) {
        RandomHistory history = new RandomHistory(seed, false);
        // What is signed names offsets, which are others where commands come twice.
        RegistryDesk desk = new RegistryDesk();
        for (int i = 0; i < COMMANDS; i++) {
            desk.send(history.next(desk.state()));
        }
        Random random = new Random(seed);
        try (AppDriver app = new AppDriver(RegistryApp.create())) {
            List<ModelCommand> sent = new ArrayList<>();
            for (ModelCommand command : desk.commands()) {
                sent.add(command);
                send(app, command);
                if (random.nextInt(3) == 0) {
                    send(app, sent.get(random.nextInt(sent.size())));
                }
            }
            assertThat(app.read(Topics.MODELS))
                    .extracting(ModelEvent::getFact)
                    .isEqualTo(desk.events().stream().map(ModelEvent::getFact).toList());
            Map<String, RegisteredModel> view = app.store(RegistryApp.MODELS);
            assertThat(view).containsOnly(Map.entry(RegistryDesk.MODEL, view.get(RegistryDesk.MODEL)));
            Map<String, RegisteredVersion> versions = app.store(RegistryApp.VERSIONS);
            assertThat(versions.values().stream().sorted(Comparator.comparingInt(RegisteredVersion::getOrdinal)))
                    .extracting(RegisteredVersion::getVersion)
                    .extracting(version -> version.getVersion() + version.getStatus())
                    .isEqualTo(desk.model().getVersions().stream()
                            .map(version -> version.getVersion() + version.getStatus())
                            .toList());
        }
    }

    private static void send(AppDriver app, ModelCommand command) {
        app.send(Topics.MODEL_COMMANDS, command.getModel(), command, Samples.NOON);
    }
}
