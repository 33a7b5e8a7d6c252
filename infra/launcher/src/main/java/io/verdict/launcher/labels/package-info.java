/** Labels and the labelling queue from the command line: who asks, what is asked, what came of it, what stands. */
package io.verdict.launcher.labels;
