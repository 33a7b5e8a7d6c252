/** Features on the log: published from tables, and their history up to a moment for joins (ING-6). */
package io.verdict.launcher.features;
