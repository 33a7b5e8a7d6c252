/** Whole uses of the platform, each one command that ends by itself and can be looked into afterwards. */
package io.verdict.launcher.scenario;
