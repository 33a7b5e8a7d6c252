/** A gold table in a folder: written whole, read back verified. */
package io.verdict.launcher.table;
