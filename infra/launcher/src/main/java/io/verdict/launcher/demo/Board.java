package io.verdict.launcher.demo;

import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.flow.FlowEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The latest outcomes, newest last: a decision with the price that followed, a failure, or a quarantine.
 *
 * <p>Safe for use by several threads.
 */
final class Board {

    private final int size;
    private final Deque<BoardRow> rows = new ArrayDeque<>();
    private final Map<String, BoardRow> unpriced = new HashMap<>();

    Board(int size) {
        this.size = size;
    }

    /** Takes an event in, and returns the row that it completes, if any. */
    synchronized Optional<BoardRow> take(FlowEvent event) {
        if (event.value() instanceof DetectionCompleted decision) {
            unpriced.put(decision.getMeta().getEventId(), decided(decision, event.seen()));
            return Optional.empty();
        }
        if (event.value() instanceof PriceAdjusted price) {
            BoardRow decided = unpriced.remove(price.getMeta().getCause().getEventId());
            return decided == null ? Optional.empty() : add(decided.withPrice(amount(price)));
        }
        if (event.value() instanceof DetectionFailed failure) {
            return add(new BoardRow(
                    event.seen(),
                    failure.getListingId(),
                    failure.getImageId(),
                    "no decision: " + words(failure.getReason().name()),
                    "",
                    -1));
        }
        if (event.value() instanceof QuarantineEvent quarantine
                && quarantine.getFact() instanceof ImageQuarantined fact) {
            String codes = fact.getReasons().stream()
                    .map(reason -> words(reason.getCode().name()))
                    .collect(Collectors.joining(", "));
            return add(new BoardRow(
                    event.seen(), quarantine.getListingId(), quarantine.getImageId(), "quarantined: " + codes, "", -1));
        }
        return Optional.empty();
    }

    synchronized List<BoardRow> rows() {
        return new ArrayList<>(rows);
    }

    private Optional<BoardRow> add(BoardRow row) {
        rows.addLast(row);
        if (rows.size() > size) {
            rows.removeFirst();
        }
        return Optional.of(row);
    }

    private static BoardRow decided(DetectionCompleted decision, Instant seen) {
        long millis = Duration.between(decision.getUploadedAt(), seen).toMillis();
        return new BoardRow(
                seen, decision.getListingId(), decision.getImageId(), seenThings(decision.getDetections()), "", millis);
    }

    private static String seenThings(List<Detection> detections) {
        if (detections.isEmpty()) {
            return "no damage";
        }
        Map<String, Long> counts = detections.stream()
                .collect(Collectors.groupingBy(Detection::getLabel, TreeMap::new, Collectors.counting()));
        String things = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return things + " (%.2f)".formatted(detections.get(0).getScore());
    }

    private static String amount(PriceAdjusted price) {
        return price.getAmount().toPlainString() + " " + price.getCurrency();
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
