package io.verdict.connectors.sagemaker;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;

/** Says what the end of a job means for its run. */
final class JobEnd {

    private JobEnd() {}

    /**
     * Lets a completed job pass.
     *
     * @param reclaimsBefore of earlier jobs of the run
     * @throws TrainingFault for every other end, with what to do; passing where another job is to go on
     */
    static void requireCompleted(JobState end, int reclaimsBefore, SageMakerSettings.Spot spot) {
        if (end.completed()) {
            return;
        }
        int reclaims = reclaimsBefore + end.reclaims();
        if (end.reclaimed() || end.spot() && reclaims >= spot.reclaims()) {
            throw passing("Spot machines were taken from job %s; reclaim %d of %d. %s from its checkpoints"
                    .formatted(
                            end.name(),
                            reclaims,
                            spot.reclaims(),
                            reclaims >= spot.reclaims() ? "On-demand machines go on" : "Another job goes on"));
        }
        String reason = end.failure().isEmpty() ? "SageMaker gives no reason" : end.failure();
        if (end.capacityFailed()) {
            throw passing("There were no machines for job %s: %s. Resume the run later, or choose other machines"
                    .formatted(end.name(), reason));
        }
        if (reason.contains("InternalServerError")) {
            throw passing("SageMaker failed at job %s: %s".formatted(end.name(), reason));
        }
        if (end.secondary().equals("MaxRuntimeExceeded")) {
            throw new TrainingFault(
                    RunFailure.OVERTIME,
                    "Job %s took longer than it may (machines.longestSeconds, or the run's --limit). Allow more and resume the run; it goes on from its checkpoints"
                            .formatted(end.name()));
        }
        if (end.status().equals("Stopped")) {
            throw new TrainingFault(
                    RunFailure.TRAINER,
                    "Somebody stopped job %s in SageMaker. Resume the run to go on from its checkpoints"
                            .formatted(end.name()));
        }
        RunFailure failure = reason.startsWith("ClientError") ? RunFailure.DATA : RunFailure.TRAINER;
        throw new TrainingFault(
                failure,
                "Job %s failed: %s. Its log: CloudWatch, group /aws/sagemaker/TrainingJobs, streams %s/…; correct what is wrong and resume the run"
                        .formatted(end.name(), reason, end.name()));
    }

    private static TrainingFault passing(String finding) {
        return new TrainingFault(RunFailure.TRAINER, finding, true, null);
    }
}
