/** From the log's claim check to verified bytes. */
package io.verdict.inference.fetch;
