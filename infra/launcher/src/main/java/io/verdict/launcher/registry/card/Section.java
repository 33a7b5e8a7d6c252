package io.verdict.launcher.registry.card;

import java.util.List;

/** A headed part of a page. */
record Section(String title, List<Block> blocks) {}
