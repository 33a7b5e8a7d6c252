package io.verdict.inference.evaluation;

/** What became of one detection at one IoU threshold. */
record Match(float score, Verdict verdict) {

    enum Verdict {
        /** It found a truth. */
        TRUE_POSITIVE,
        /** It found nothing, or what another had found. */
        FALSE_POSITIVE,
        /** It lies on a crowd or outside the area range. */
        IGNORED
    }
}
