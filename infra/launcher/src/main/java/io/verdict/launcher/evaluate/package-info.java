/** Registered versions, measured on labelled photos through serving's own code, for the registry to judge. */
package io.verdict.launcher.evaluate;
