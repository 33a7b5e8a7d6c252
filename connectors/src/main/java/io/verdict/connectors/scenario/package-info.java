/**
 * Generated data for demonstrations and tests. Nothing here was seen in the world: baskets and tickets are drawn by lot
 * from rules that are written down in the code, so a model's figures on them say only that the machinery works.
 */
package io.verdict.connectors.scenario;
