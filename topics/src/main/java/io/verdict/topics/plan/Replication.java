package io.verdict.topics.plan;

/**
 * How many copies a topic has and how many must be written before a write counts.
 *
 * @param factor copies
 * @param minInsync copies that {@code acks=all} waits for
 */
public record Replication(int factor, int minInsync) {
    private static final int MOST = 3;
    static final String MIN_INSYNC_KEY = "min.insync.replicas";

    /** As many copies as the cluster can give, three at most, one of which may be down. */
    public static Replication forBrokers(int brokers) {
        return ofFactor(Math.min(MOST, brokers));
    }

    /**
     * For a topic that has that many copies already; more in-sync copies than copies would refuse every write.
     *
     * @param actualFactor the fewest copies that one of its partitions has
     */
    Replication onTopicWith(int actualFactor) {
        return ofFactor(Math.min(factor, actualFactor));
    }

    private static Replication ofFactor(int factor) {
        return new Replication(factor, Math.max(1, factor - 1));
    }
}
