/**
 * When a model is to be trained again: new data, labels, a schedule and people are reasons; a pure function of a model's
 * rule and state makes one request of those that come together, and none while a run of the model is under way.
 */
package io.verdict.streams.triggers;
