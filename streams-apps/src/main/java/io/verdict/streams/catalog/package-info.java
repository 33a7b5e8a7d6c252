/** Folds facts into the views that people ask: photos uploaded, photos that models may see, features, prices. */
package io.verdict.streams.catalog;
