/** References for people, generated from the catalog and the settings, and checked in the build. */
package io.verdict.topics.reference;
