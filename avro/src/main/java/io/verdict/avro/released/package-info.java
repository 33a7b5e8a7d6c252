/** Schemas that were released and that every later version must go together with. */
package io.verdict.avro.released;
