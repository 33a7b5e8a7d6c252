package io.verdict.inference.progress;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records are under way, and up to where each partition is done. Records complete in any order; what is
 * committed is always a prefix of each partition. Confined to the loop's thread; only tickets are completed by
 * others.
 */
public final class CompletionTracker<R> {
    private final Runnable onCompletion;
    private final Map<TopicPartition, ArrayDeque<Ticket<R>>> partitions = new HashMap<>();

    /** @param onCompletion called after each completion, on the thread that completed it */
    public CompletionTracker(Runnable onCompletion) {
        this.onCompletion = onCompletion;
    }

    /** Takes a record in; offsets of a partition must rise. */
    public Ticket<R> begin(TopicPartition partition, long offset) {
        ArrayDeque<Ticket<R>> tickets = partitions.computeIfAbsent(partition, first -> new ArrayDeque<>());
        if (!tickets.isEmpty() && tickets.peekLast().offset() >= offset) {
            throw new IllegalStateException("Offset %d of %s came after %d"
                    .formatted(offset, partition, tickets.peekLast().offset()));
        }
        Ticket<R> ticket = new Ticket<>(offset, onCompletion);
        tickets.add(ticket);
        return ticket;
    }

    /**
     * Looks at the completed prefix of every partition, in offset order within each. It stays until it is {@link
     * #committed}.
     *
     * @param done receives each outcome; where it says no, its partition's prefix ends before that record
     * @return for each partition that got further, the offset of the next record to read
     */
    public Map<TopicPartition, Long> completed(Predicate<R> done) {
        Map<TopicPartition, Long> next = new HashMap<>();
        partitions.forEach((partition, tickets) -> {
            for (Ticket<R> ticket : tickets) {
                R result = ticket.result();
                if (result == null || !done.test(result)) {
                    break;
                }
                next.put(partition, ticket.offset() + 1);
            }
        });
        return next;
    }

    /** Everything before these offsets is committed. */
    public void committed(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> {
            ArrayDeque<Ticket<R>> tickets = partitions.get(partition);
            while (tickets != null && !tickets.isEmpty() && tickets.peek().offset() < offset) {
                tickets.remove();
            }
        });
    }

    /** Whether something can be committed. */
    public boolean hasCompleted() {
        for (ArrayDeque<Ticket<R>> tickets : partitions.values()) {
            if (!tickets.isEmpty() && tickets.peek().result() != null) {
                return true;
            }
        }
        return false;
    }

    /** Forgets partitions, with everything of them that is not committed. */
    public void discard(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            ArrayDeque<Ticket<R>> tickets = partitions.remove(partition);
            if (tickets != null) {
                tickets.forEach(Ticket::cancel);
            }
        }
    }

    /** Forgets everything that is not committed. */
    public void discardAll() {
        discard(List.copyOf(partitions.keySet()));
    }

    /** The partitions of which so many records or more are under way, or done and not committed. */
    public Set<TopicPartition> holding(int records) {
        Set<TopicPartition> holding = new HashSet<>();
        partitions.forEach((partition, tickets) -> {
            if (tickets.size() >= records) {
                holding.add(partition);
            }
        });
        return holding;
    }

    /** Records under way, or done and not committed. */
    public int size() {
        int size = 0;
        for (ArrayDeque<Ticket<R>> tickets : partitions.values()) {
            size += tickets.size();
        }
        return size;
    }
}
