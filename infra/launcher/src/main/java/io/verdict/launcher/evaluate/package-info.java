/** Registered versions, measured on labelled photos, rows or texts through serving's own code, for the registry to judge. */
package io.verdict.launcher.evaluate;
