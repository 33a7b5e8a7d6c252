package io.verdict.inference.status;

/** A part of a photo's way whose time is measured. */
public enum Stage {
    /** Reading the object and verifying its hash. */
    FETCH,
    /** Decoding, scaling, measuring, hashing the tensor. */
    DECODE,
    /** Waiting for a batch and a session. */
    QUEUE,
    /** Executing the model on the batch. */
    INFERENCE,
    /** From raw output to boxes in image pixels. */
    POSTPROCESS,
    /** One transaction, whatever it holds. */
    COMMIT,
    /** From the record's arrival here to its decision's commit. */
    RECEIVED_TO_COMMITTED,
    /** From the photo's upload to its decision's commit; by the clocks of two machines where they are two. */
    UPLOADED_TO_COMMITTED
}
