package io.verdict.avro;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Another vendor's deserializer, held to the class that is asked for. */
record CheckedDeserializer<T>(Class<T> type, Deserializer<?> deserializer) implements Deserializer<T> {

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        deserializer.configure(configs, isKey);
    }

    @Override
    public T deserialize(String topic, byte[] data) {
        return checked(topic, deserializer.deserialize(topic, data));
    }

    @Override
    public T deserialize(String topic, Headers headers, byte[] data) {
        return checked(topic, deserializer.deserialize(topic, headers, data));
    }

    @Override
    public void close() {
        deserializer.close();
    }

    private T checked(String topic, Object datum) {
        if (datum != null && !type.isInstance(datum)) {
            throw new RecordFormatException("Record of topic " + topic + " came as "
                    + datum.getClass().getName() + " from "
                    + deserializer.getClass().getName() + " where " + type.getName()
                    + " is wanted; configure that deserializer to read generated classes, and check the topic");
        }
        return type.cast(datum);
    }
}
