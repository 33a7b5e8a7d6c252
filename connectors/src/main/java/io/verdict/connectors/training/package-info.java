/**
 * The local training back end: a small anchor-free detector trained from scratch on this machine's CPU and written as
 * ONNX, reproducible from data, seed and thread count.
 */
package io.verdict.connectors.training;
