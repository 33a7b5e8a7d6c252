/** What several versions in service said about the same photo or request, brought together; for every app that compares them. */
package io.verdict.streams.arms;
