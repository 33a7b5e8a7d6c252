/** What the consumer says about itself: counts and latencies, measured where they arise. */
package io.verdict.inference.status;
