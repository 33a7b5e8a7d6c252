/**
 * Draws photographs of damaged and sound car panels together with the exact boxes of the damage, and photographs as a
 * drone takes them with the boxes of vehicles, people and buildings, so that a detector can be trained and judged where
 * no real photographs may be shipped.
 */
package io.verdict.connectors.studio;
