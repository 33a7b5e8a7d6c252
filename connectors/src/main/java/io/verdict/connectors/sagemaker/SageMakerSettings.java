package io.verdict.connectors.sagemaker;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What training jobs are made with, as a person declares it; read by {@link SageMakerFile}. Holds no secret. Immutable.
 *
 * @param tags of every job, next to those that name run and model
 * @param costTag who pays, as the tag {@code cost-tag}
 */
public record SageMakerSettings(
        Connection connection,
        Program program,
        Machines machines,
        Spot spot,
        Places places,
        Protection protection,
        Polling polling,
        Map<String, String> tags,
        String costTag) {

    public SageMakerSettings {
        tags = new TreeMap<>(tags);
    }

    /**
     * Where SageMaker is.
     *
     * @param region empty for the environment's, as AWS tools find it
     * @param endpoint in place of Amazon's own, for example of a VPC; empty for Amazon's
     */
    public record Connection(Optional<String> region, Optional<URI> endpoint) {}

    /**
     * What runs there.
     *
     * @param role ARN of the role that the job works as
     * @param image of the container
     * @param inputMode File, FastFile or Pipe
     * @param hyperParameters what is not given otherwise
     * @param metrics regular expression by name; its first group is the value in a line of the job's log
     */
    public record Program(
            String role,
            String image,
            String inputMode,
            Map<String, String> hyperParameters,
            Map<String, String> environment,
            Map<String, String> metrics) {
        public Program {
            hyperParameters = new TreeMap<>(hyperParameters);
            environment = new TreeMap<>(environment);
            metrics = new TreeMap<>(metrics);
        }
    }

    /**
     * On what it runs.
     *
     * @param volumeGb size of each machine's disk, GB
     * @param longestSeconds after which SageMaker ends a job
     */
    public record Machines(String type, int count, int volumeGb, int longestSeconds) {}

    /**
     * Machines that may be taken away for being cheaper.
     *
     * @param used whether to begin with them
     * @param reclaims after so many, counted over all jobs of the run, on-demand machines go on from the same checkpoints
     * @param longestWaitSeconds for machines and training together, at least what the training may take
     */
    public record Spot(boolean used, int reclaims, int longestWaitSeconds) {}

    /**
     * Where things lie.
     *
     * @param output folder of the jobs' results, below the object store
     * @param checkpoints folder of their checkpoints, below the object store
     * @param localCheckpoints where the container keeps its checkpoints
     * @param artifact path of the model in the job's archive
     * @param largestBytes of the archive, and of what is in it
     */
    public record Places(
            String output, String checkpoints, String localCheckpoints, String artifact, long largestBytes) {}

    /**
     * Network and keys.
     *
     * @param subnets none for no VPC
     * @param isolated whether the container has no network of its own
     * @param outputKey KMS key of results; empty for S3's own
     * @param volumeKey KMS key of the machines' disks; machines with disks of their own take none
     */
    public record Protection(
            List<String> subnets,
            List<String> securityGroups,
            boolean isolated,
            Optional<String> outputKey,
            Optional<String> volumeKey) {
        public Protection {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /** How often a job is asked how it is: from the first wait, doubled while nothing changes, to the longest. */
    public record Polling(Duration first, Duration longest) {}
}
