/** Photos that go through a model together: closed by size, by deadline, or because nothing more is on its way. */
package io.verdict.inference.batch;
