/** A tabular or text classifier's ONNX file: checked against its own contract, run on encoded rows, read as classes. */
package io.verdict.inference.classifier;
