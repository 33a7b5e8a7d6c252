/** From drawn photos to the shipped damage detector: data, training, export, evaluation and card in one command. */
package io.verdict.launcher.train;
