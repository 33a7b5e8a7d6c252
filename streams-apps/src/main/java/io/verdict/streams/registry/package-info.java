/**
 * Models, their versions, and what of them serves: commands are decided on by pure functions of a model's state, which
 * is the fold of its facts.
 */
package io.verdict.streams.registry;
