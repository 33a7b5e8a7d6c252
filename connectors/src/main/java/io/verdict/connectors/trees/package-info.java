/**
 * Classifiers of rows: random forests and gradient boosting on Tribuo's CART, written as ONNX. Encoding of categories
 * and stand-ins for missing values are part of the graph; sums of leaves are exact in float, so neither batch nor
 * threads change a decision.
 */
package io.verdict.connectors.trees;
