/** Where a group of photos or rows lies between 0 and 1, so that data sets and tables split it the same way. */
package io.verdict.connectors.split;
