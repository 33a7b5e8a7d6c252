package io.verdict.connectors.training;

/** Labelled images by position; reads are repeatable, so that one seed gives one course of training. Thread-safe. */
public interface TrainingSet {

    int size();

    /** The sample at a position from 0 up to the size. */
    TrainingSample sample(int index);
}
