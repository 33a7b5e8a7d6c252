package io.verdict.connectors.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** An input or output of a graph whose first dimension is the batch, of any size and named {@code N}. */
public final class BatchedValue {

    private BatchedValue() {}

    /**
     * Declares one.
     *
     * @param shape of one item; its sides follow the batch's
     */
    public static ValueInfoProto of(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long side : shape) {
            sides.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(sides)))
                .build();
    }
}
