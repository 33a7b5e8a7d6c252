/** Which records are under way and up to where each partition is answered. */
package io.verdict.inference.progress;
