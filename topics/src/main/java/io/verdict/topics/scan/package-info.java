/** Reading a topic as a whole, up to an end that is known before the reading begins. */
package io.verdict.topics.scan;
