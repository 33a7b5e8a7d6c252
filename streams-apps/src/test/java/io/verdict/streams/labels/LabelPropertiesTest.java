package io.verdict.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.ApproveLabels;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQueued;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.QueueImage;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueueStatus;
import io.verdict.events.QueuedImage;
import io.verdict.events.RejectLabels;
import io.verdict.events.RequestReview;
import io.verdict.events.SkipImage;
import io.verdict.events.StandingLabels;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.streams.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * LAB-1, LAB-3, AUD-5: whatever people ask for and models decide, in whatever order: a photo has at most one approved
 * label set, nobody approved their own, what is queued has a reason, and the state is the fold of the facts.
 */
class LabelPropertiesTest {

    private static final List<String> PEOPLE = List.of("ada", "bob", "mia", "noor");
    private static final List<String> ROLES =
            List.of(LabelRoles.ANNOTATOR, LabelRoles.DATA_SCIENTIST, LabelRoles.ML_ENGINEER, "producer");

    /** How far the histories came: a property over histories in which nothing happens would say nothing. */
    private static final Map<String, Integer> SEEN = new HashMap<>();

    @AfterContainer
    static void sawEverything() {
        assertThat(SEEN.keySet())
                .contains(
                        "LabelSubmitted",
                        "AgreementMeasured",
                        "ReviewRequested",
                        "LabelApproved",
                        "automatic",
                        "LabelRejected",
                        "LabelSuperseded",
                        "ImageQueued",
                        "BoxesProposed",
                        "ImageSkipped",
                        "SAME_PERSON",
                        "AUTHOR_FORGED",
                        "ROLE_MISSING",
                        "NOT_STANDING",
                        "BOX_OUTSIDE",
                        "STATE_MOVED");
    }

    @Property(tries = 250)
    void shouldKeepWhatIsPromised(@ForAll long seed) {
        Random random = new Random(seed);
        LabelTable table = new LabelTable(random.nextBoolean() ? LabelTable.approving() : LabelsConfig.defaults());
        Oracle oracle = new Oracle();
        for (int i = 0; i < 60; i++) {
            List<LabelEvent> facts = random.nextInt(5) == 0
                    ? table.nominate(nomination(random)).stream().toList()
                    : table.send(command(table, random));
            for (LabelEvent fact : facts) {
                count(fact);
                assertThat(oracle.wrong(fact))
                        .as("seed %d, step %d: %s", seed, i, fact)
                        .isEmpty();
            }
            assertThat(oracle.wrong(table.state()))
                    .as("seed %d, step %d", seed, i)
                    .isEmpty();
        }
        assertThat(table.rebuilt()).as("seed %d: from the log alone", seed).isEqualTo(table.state());
    }

    private static void count(LabelEvent event) {
        SEEN.merge(event.getFact().getClass().getSimpleName(), 1, Integer::sum);
        if (event.getFact() instanceof LabelCommandRefused refused) {
            SEEN.merge(refused.getCode().name(), 1, Integer::sum);
        } else if (event.getFact() instanceof LabelApproved approved && approved.getAutomatic()) {
            SEEN.merge("automatic", 1, Integer::sum);
        }
    }

    private static LabelCommand command(LabelTable table, Random random) {
        String actor = PEOPLE.get(random.nextInt(PEOPLE.size()));
        String role = ROLES.get(Math.min(3, random.nextInt(12) % 5));
        LabelCommand command = table.command(actor, role, asked(table, random));
        return random.nextInt(15) == 0
                ? LabelCommand.newBuilder(command)
                        .setExpectedRevision((long) random.nextInt(30))
                        .build()
                : command;
    }

    private static Object asked(LabelTable table, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> submit(random);
            case 4, 5 -> new ApproveLabels(someSet(table, random), "");
            case 6 -> new RejectLabels(someSet(table, random), "wrong");
            case 7 -> new RequestReview("look again");
            case 8 -> new QueueImage("look at it", 1 + random.nextInt(3));
            default -> new SkipImage("no car");
        };
    }

    private static SubmitLabels submit(Random random) {
        LabelSource source = LabelSource.values()[1 + random.nextInt(3)];
        String annotator = random.nextBoolean() ? null : PEOPLE.get(random.nextInt(PEOPLE.size()));
        List<SubmittedBox> boxes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            SubmittedBox box = LabelTable.box(
                    random.nextInt(4) == 0 ? "scratch" : "dent",
                    random.nextInt(8) == 0 ? 1_500 : random.nextInt(3) * 20,
                    0,
                    200,
                    100);
            boxes.add(
                    random.nextInt(4) == 0
                            ? SubmittedBox.newBuilder(box)
                                    .setAuthor(PEOPLE.get(random.nextInt(PEOPLE.size())))
                                    .build()
                            : box);
        }
        return new SubmitLabels(source, annotator, null, LabelTable.MODEL, null, null, boxes);
    }

    private static String someSet(LabelTable table, Random random) {
        List<String> sets = new ArrayList<>(List.of("nobody-submitted-this"));
        table.state().standing().forEach(set -> {
            sets.add(set.getLabels().getLabelSetId());
            sets.add(set.getLabels().getLabelSetId());
        });
        table.state().labels().ifPresent(row -> row.getClosed().forEach(set -> sets.add(set.getLabelSetId())));
        return sets.get(random.nextInt(sets.size()));
    }

    private static LabelEvent nomination(Random random) {
        DetectionCompleted decision = Samples.decision(
                "listing-1", LabelTable.PHOTO, "bytes", Samples.NOON, Samples.seen("dent", 0.3, 0, 0, 10, 10));
        var position = Envelope.position("detections", 0, random.nextInt(100), decision.getMeta());
        var seen = Nominations.proposal(decision, position);
        ImageAccepted accepted = new ImageAccepted(
                Samples.meta("a", Samples.NOON), Samples.photo("listing-1", LabelTable.PHOTO, "bytes"), false);
        return switch (random.nextInt(4)) {
            case 0 ->
                Nominations.drawn(accepted, Envelope.position("images", 0, 1, accepted.getMeta()), 1)
                        .orElseThrow();
            case 1 ->
                Nominations.unsure(decision, position, LabelsConfig.defaults().queue())
                        .orElseThrow();
            case 2 -> Nominations.disagreement(decision, position, seen, seen);
            default -> Nominations.proposed(decision.getMeta(), LabelTable.PHOTO, seen);
        };
    }

    /** What is promised, kept from the facts alone and without the app's own fold or rules. */
    private static final class Oracle {

        private final Map<String, LabelSet> submitted = new HashMap<>();
        private final Map<String, String> status = new HashMap<>();
        private final Set<String> closed = new HashSet<>();
        private long revision;

        Optional<String> wrong(LabelEvent event) {
            Object fact = event.getFact();
            if (fact instanceof LabelCommandRefused) {
                return event.getRevision() == revision ? Optional.empty() : Optional.of("a refusal counts");
            }
            if (event.getRevision() != ++revision) {
                return Optional.of("revisions have a gap");
            }
            if (fact instanceof LabelSubmitted one) {
                submitted.put(one.getLabels().getLabelSetId(), one.getLabels());
                status.put(one.getLabels().getLabelSetId(), "pending");
                return outside(one.getLabels());
            } else if (fact instanceof LabelApproved approved) {
                return wrong(approved);
            } else if (fact instanceof LabelRejected rejected) {
                return end(rejected.getLabelSetId(), rejected.getWasApproved());
            } else if (fact instanceof LabelSuperseded superseded) {
                return end(superseded.getLabelSetId(), superseded.getWasApproved());
            } else if (fact instanceof ImageQueued queued) {
                boolean byChance = queued.getReason().getKind() == QueueReasonKind.UNIFORM_SAMPLE;
                boolean probable = queued.getReason().getInclusionProbability() != null;
                return byChance == probable ? Optional.empty() : Optional.of("a probability of what has none");
            }
            return Optional.empty();
        }

        /** A fact later in the same command ends the approved set of before. */
        private Optional<String> wrong(LabelApproved approved) {
            String id = approved.getLabels().getLabelSetId();
            LabelSet set = submitted.get(id);
            if (!"pending".equals(status.put(id, "approved"))) {
                return Optional.of("approved what does not wait");
            }
            if (!set.equals(approved.getLabels())) {
                return Optional.of("approved something else than was submitted");
            }
            boolean own = set.getAnnotator().equals(approved.getApprovedBy())
                    || set.getSubmittedBy().equals(approved.getApprovedBy())
                    || set.getBoxes().stream().anyMatch(box -> box.getAuthor().equals(approved.getApprovedBy()));
            if (own) {
                return Optional.of("approved their own");
            }
            boolean alone = submitted.values().stream()
                            .filter(other -> !closed.contains(other.getLabelSetId()))
                            .filter(other -> other.getSource() != LabelSource.MODEL)
                            .map(LabelSet::getSubmittedBy)
                            .distinct()
                            .count()
                    < 2;
            return approved.getAutomatic() && alone ? Optional.of("agreed with themselves") : Optional.empty();
        }

        private Optional<String> end(String id, boolean wasApproved) {
            closed.add(id);
            String before = status.put(id, "closed");
            return (wasApproved ? "approved" : "pending").equals(before)
                    ? Optional.empty()
                    : Optional.of("ended what was " + before);
        }

        private static Optional<String> outside(LabelSet set) {
            return set.getBoxes().stream()
                            .anyMatch(box -> box.getBox().getX() + box.getBox().getWidth() > 1600.01)
                    ? Optional.of("a box outside")
                    : Optional.empty();
        }

        Optional<String> wrong(PhotoLabels state) {
            List<String> approved = state.standing().stream()
                    .filter(set -> set.getStatus() == LabelStatus.APPROVED)
                    .map(StandingLabels::getLabels)
                    .map(LabelSet::getLabelSetId)
                    .toList();
            List<String> expected = status.entrySet().stream()
                    .filter(set -> set.getValue().equals("approved"))
                    .map(Map.Entry::getKey)
                    .toList();
            if (approved.size() > 1 || !approved.equals(expected)) {
                return Optional.of("approved are %s, by the facts %s".formatted(approved, expected));
            }
            return state.queued().flatMap(Oracle::wrong);
        }

        private static Optional<String> wrong(QueuedImage entry) {
            long kinds = entry.getReasons().stream()
                    .map(reason -> reason.getKind())
                    .distinct()
                    .count();
            boolean reasoned = kinds >= 1 && kinds == entry.getReasons().size();
            boolean left = entry.getStatus() == QueueStatus.OPEN
                    && entry.getAnnotators().size() >= entry.getAnnotatorsNeeded();
            return reasoned && !left ? Optional.empty() : Optional.of("the queue has " + entry);
        }
    }
}
