package io.verdict.inference.serving;

import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Thresholds;
import io.verdict.inference.session.ServedModel;

/**
 * One version in service, ready to decide.
 *
 * @param approval by which it serves
 * @param shareBasisPoints its share of the photos, in hundredths of a percent
 */
public record ArmInService(
        Arm arm,
        ModelIdentity identity,
        Approval approval,
        Thresholds thresholds,
        int shareBasisPoints,
        ServedModel model) {}
