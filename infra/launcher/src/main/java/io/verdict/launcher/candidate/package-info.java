/** From a run's artifact to a version that the platform has evaluated: steps that a run takes after its training. */
package io.verdict.launcher.candidate;
