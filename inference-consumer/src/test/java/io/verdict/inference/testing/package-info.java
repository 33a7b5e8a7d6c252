/** What the tests of this module share: graphs, pictures, a store, and a harness around a real broker. */
package io.verdict.inference.testing;
