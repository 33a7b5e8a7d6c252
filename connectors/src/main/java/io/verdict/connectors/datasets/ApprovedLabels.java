package io.verdict.connectors.datasets;

import io.verdict.connectors.spill.Codec;
import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import io.verdict.events.LogBound;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The photos whose labels hold at the positions of a log: a photo's facts in their order decide, whatever lies between
 * them. Sorts on disk; memory is bounded by 16 MiB, whatever the number of facts. For one thread.
 */
public final class ApprovedLabels implements LabelledImages {

    private static final long MEMORY = 16 << 20;
    private static final Comparator<LabelFact> ORDER =
            Comparator.comparing(LabelFact::imageId).thenComparingLong(LabelFact::revision);

    private final LabelFacts facts;
    private final String query;
    private final Predicate<LabelledPhoto> wanted;
    private final Path scratchParent;

    /**
     * A source over facts.
     *
     * @param query what is asked for, in words, for the log
     * @param wanted the same as a condition on photos whose labels hold
     */
    public ApprovedLabels(LabelFacts facts, String query, Predicate<LabelledPhoto> wanted, Path scratchParent) {
        this.facts = facts;
        this.query = query;
        this.wanted = wanted;
        this.scratchParent = scratchParent;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public List<LogBound> positions() {
        return facts.positions();
    }

    @Override
    public void forEach(Each each) throws IOException {
        try (Scratch scratch = Scratch.in(scratchParent)) {
            ExternalSort<LabelFact> sort = new ExternalSort<>(scratch, new Form(), ORDER, MEMORY);
            facts.forEach(sort::add);
            try (Sorted<LabelFact> sorted = sort.sorted()) {
                LabelledPhoto standing = null;
                while (sorted.hasNext()) {
                    LabelFact fact = sorted.next();
                    if (standing != null && !standing.imageId().equals(fact.imageId())) {
                        emit(standing, each);
                        standing = null;
                    }
                    standing = after(standing, fact);
                }
                emit(standing, each);
            }
        }
    }

    private static LabelledPhoto after(LabelledPhoto standing, LabelFact fact) {
        if (fact instanceof LabelFact.Approved approved) {
            return approved.photo();
        }
        // The end of labels that others have replaced already ends nothing.
        boolean ends = standing != null
                && fact instanceof LabelFact.Ended ended
                && ended.labelId().equals(standing.labelId());
        return ends ? null : standing;
    }

    private void emit(LabelledPhoto standing, Each each) throws IOException {
        if (standing != null && wanted.test(standing)) {
            each.accept(standing);
        }
    }

    private static final class Form implements Codec<LabelFact> {

        private static final int SMALL = 300;

        private final Candidate.Form photos = new Candidate.Form();

        @Override
        public void write(LabelFact fact, DataOutputStream out) throws IOException {
            out.writeLong(fact.revision());
            if (fact instanceof LabelFact.Approved approved) {
                out.writeBoolean(true);
                photos.write(new Candidate(approved.photo(), "", 0), out);
            } else if (fact instanceof LabelFact.Ended ended) {
                out.writeBoolean(false);
                out.writeUTF(ended.imageId());
                out.writeUTF(ended.labelId());
            }
        }

        @Override
        public LabelFact read(DataInputStream in) throws IOException {
            long revision = in.readLong();
            return in.readBoolean()
                    ? new LabelFact.Approved(revision, photos.read(in).photo())
                    : new LabelFact.Ended(in.readUTF(), revision, in.readUTF());
        }

        @Override
        public int weight(LabelFact fact) {
            return fact instanceof LabelFact.Approved approved
                    ? photos.weight(new Candidate(approved.photo(), "", 0))
                    : SMALL;
        }
    }
}
