/** The platform's own measure of a detector: COCO's average precision over what serving's code finds. */
package io.verdict.inference.evaluation;
