/**
 * Draws photographs of damaged and sound car panels together with the exact boxes of the damage, so that a detector can
 * be trained and judged where no real photographs may be shipped.
 */
package io.verdict.connectors.studio;
