/**
 * Classifiers of texts: Tribuo's logistic regression on token counts, written as ONNX with its tokens. How a text
 * becomes counts is defined to the character, so serving counts as training did.
 */
package io.verdict.connectors.text;
