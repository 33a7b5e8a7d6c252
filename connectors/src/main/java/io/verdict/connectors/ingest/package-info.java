/** The edge where photos enter the platform: measured from their bytes, stored, and published as facts. */
package io.verdict.connectors.ingest;
