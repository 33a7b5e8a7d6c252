package io.verdict.launcher.demo;

import java.time.Instant;

/**
 * One outcome.
 *
 * @param at when it was seen
 * @param listing listing
 * @param imageId photo
 * @param outcome what the model saw, or why it saw nothing
 * @param price what it does to the listing's price; empty where it does nothing
 * @param millis from upload to decision; below 0 where there is no decision
 */
record BoardRow(Instant at, String listing, String imageId, String outcome, String price, long millis) {

    BoardRow withPrice(String amount) {
        return new BoardRow(at, listing, imageId, outcome, amount, millis);
    }
}
