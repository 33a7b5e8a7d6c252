/** The way for people's commands into the model registry, and its state as of any moment. */
package io.verdict.launcher.registry;
