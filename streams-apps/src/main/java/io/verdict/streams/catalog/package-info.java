/** Folds facts into the views that people ask: every photo uploaded, every photo that models may see, every price. */
package io.verdict.streams.catalog;
