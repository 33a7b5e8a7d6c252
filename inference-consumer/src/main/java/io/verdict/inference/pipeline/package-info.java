/** The stages between a record's arrival and its outcome: fetch, decode, infer, decide; each on threads of its own. */
package io.verdict.inference.pipeline;
