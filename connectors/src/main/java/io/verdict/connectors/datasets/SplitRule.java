package io.verdict.connectors.datasets;

import io.verdict.connectors.split.GroupPosition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides by its group which split a photo falls into: its {@link GroupPosition} against the shares in their order. So a
 * group never crosses, and stays where it is when others come.
 *
 * @param seed any text
 * @param shares the splits and their shares, 10,000 in all
 */
public record SplitRule(String seed, List<Share> shares) {

    /** The split that nobody trains on. */
    public static final String TEST = "test";

    /** Hundredths of a percent. */
    public static final int WHOLE = GroupPosition.WHOLE;

    /**
     * A split's part.
     *
     * @param hundredths share of the groups in hundredths of a percent
     */
    public record Share(String split, int hundredths) {}

    /**
     * Refuses shares that do not add up, repeated names and a rule without a test split.
     *
     * @throws IllegalArgumentException saying which
     */
    public SplitRule {
        shares = List.copyOf(shares);
        Set<String> names = new HashSet<>();
        int sum = 0;
        for (Share share : shares) {
            if (share.hundredths() < 1 || !names.add(share.split())) {
                throw new IllegalArgumentException(
                        "split '%s' has %d hundredths of a percent, or is there twice; give each a share above 0 once"
                                .formatted(share.split(), share.hundredths()));
            }
            sum += share.hundredths();
        }
        if (sum != WHOLE || !names.contains(TEST)) {
            throw new IllegalArgumentException(
                    "shares add up to %d hundredths of a percent in %s; give 10000 in all, and a 'test' split"
                            .formatted(sum, names));
        }
    }

    /** 80 % to train on, 10 % to choose by, 10 % to test on. */
    public static SplitRule standard(String seed) {
        return new SplitRule(seed, List.of(new Share("train", 8000), new Share("val", 1000), new Share(TEST, 1000)));
    }

    /** The split of a group. */
    public String split(String group) {
        int at = GroupPosition.of(seed, group);
        int upTo = 0;
        for (Share share : shares) {
            upTo += share.hundredths();
            if (at < upTo) {
                return share.split();
            }
        }
        throw new IllegalStateException("The shares end at %d, before %d".formatted(upTo, at));
    }
}
