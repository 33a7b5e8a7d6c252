package io.verdict.streams.read;
/** Placeholder until filled in. */
public final class ReadApi { private ReadApi() {} }
