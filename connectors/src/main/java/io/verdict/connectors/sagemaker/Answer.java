package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;
import java.util.Set;

/**
 * An answer of SageMaker, and what it means where it is none that was hoped for.
 *
 * @param body an object; empty where the answer was none
 */
record Answer(int status, JsonNode body) {

    private static final Set<String> THROTTLING =
            Set.of("ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown");
    private static final Set<String> RIGHTS = Set.of("AccessDeniedException", "AccessDenied", "NotAuthorized");
    private static final Set<String> CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignature",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    boolean ok() {
        return status == 200;
    }

    /** The error's name, without the name space that some services put before it. */
    String kind() {
        String type = body.path("__type").asText("");
        return type.substring(type.lastIndexOf('#') + 1);
    }

    String message() {
        return body.path("message").asText(body.path("Message").asText("no reason given"));
    }

    String text() {
        return "%d %s: %s".formatted(status, kind(), message());
    }

    /** Whether the same call may succeed later. */
    boolean passing() {
        return status >= 500 || status == 429 || THROTTLING.contains(kind());
    }

    boolean isNotFound() {
        return kind().equals("ResourceNotFound")
                || kind().equals("ValidationException") && message().contains("not found");
    }

    TrainingFault refusal(String doing, String job) {
        return new TrainingFault(
                RunFailure.TRAINER,
                "SageMaker refuses to %s the training job %s (%s). %s".formatted(doing, job, text(), advice()));
    }

    private String advice() {
        if (RIGHTS.contains(kind())) {
            return "Give the caller the rights that infra/docs/sagemaker.md lists, iam:PassRole on the role included";
        }
        if (CREDENTIALS.contains(kind())) {
            return "Renew the AWS credentials, check the machine's clock, and resume the run";
        }
        if (kind().equals("ResourceLimitExceeded")) {
            return "Ask AWS for a higher quota of such machines, or choose others, and resume the run";
        }
        return "Correct the configuration file and resume the run";
    }
}
