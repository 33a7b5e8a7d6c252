package io.verdict.launcher.train;

import picocli.CommandLine.Command;

/** {@code train tabular|text}: trains on this machine and writes the artifact with what it takes to do it again. */
@Command(
        name = "train",
        description = "Train a classifier on this machine from a gold table, and write model.onnx and training.json.",
        mixinStandardHelpOptions = true,
        subcommands = {TrainTabularCommand.class, TrainTextCommand.class})
public final class TrainCommand {}
