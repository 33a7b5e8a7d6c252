/**
 * Texts as tokens: the tokenizer that a transformer brings, and how its exported files become one artifact. The natives of
 * the tokenizers' library come from its jar and nowhere else.
 */
package io.verdict.inference.tokens;
