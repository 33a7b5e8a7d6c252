/**
 * The platform's own measure of its models: detectors here, over what serving's code finds; other kinds of models and how
 * sure a number is in the packages below.
 */
package io.verdict.inference.evaluation;
