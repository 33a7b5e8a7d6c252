/** Writing ONNX graphs with the protobuf classes of Tribuo; the same calls give the same bytes. */
package io.verdict.connectors.onnx;
