/**
 * The whole circle on a running platform: labelled photos, dataset version, training run, evaluation, approval, canary,
 * champion; and once more with more photos. {@link io.verdict.launcher.loop.Loop} is the way around, and
 * {@link io.verdict.launcher.loop.LoopSubject} what it is about.
 */
package io.verdict.launcher.loop;
