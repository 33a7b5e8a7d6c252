/**
 * What those who ask, those who train and those who serve agree on: how a row or a text of {@code prediction-requests}
 * becomes the floats or the tokens of a model's input, as the model's own file says it.
 */
package io.verdict.topics.contract;
