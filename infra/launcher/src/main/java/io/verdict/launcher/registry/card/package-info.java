/** The card of one model version (REG-5): what the registry's facts say about it, for people and for SageMaker. */
package io.verdict.launcher.registry.card;
