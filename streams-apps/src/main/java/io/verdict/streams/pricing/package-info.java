/** Turns what models saw on the photos of a listing into an adjustment of its price, item by item. */
package io.verdict.streams.pricing;
