/**
 * Events on the wire: serdes in Confluent's wire format, the schema registry that they ask, the envelope that every
 * event begins with, and its readable form.
 */
package io.verdict.avro;
