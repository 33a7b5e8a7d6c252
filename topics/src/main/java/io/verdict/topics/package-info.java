/** Which topics there are: one typed constant per topic, and nothing else in the project names a topic. */
package io.verdict.topics;
