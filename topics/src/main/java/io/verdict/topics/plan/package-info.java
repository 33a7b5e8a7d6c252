/** From the catalog and a live cluster to what is missing, what differs, and doing something about it. Never deletes. */
package io.verdict.topics.plan;
