/** Models in memory: sessions on threads of their own, fed by a batcher, alive for as long as anybody uses them. */
package io.verdict.inference.session;
