/** Which models are in service: follows the log's serving plans, checks them, and swaps without stopping. */
package io.verdict.inference.serving;
