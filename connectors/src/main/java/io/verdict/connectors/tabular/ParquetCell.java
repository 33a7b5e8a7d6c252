package io.verdict.connectors.tabular;

import io.verdict.topics.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Reads a column's values as the text that a CSV file would hold. Immutable. */
interface ParquetCell {

    /**
     * The text of a value that is there.
     *
     * @param field place in the row
     * @throws IllegalArgumentException when it is no text
     */
    String text(Group row, int field);

    /**
     * The reader of a column.
     *
     * @param declared what the table's schema makes of it
     * @throws IllegalArgumentException saying what it is when it has no such text
     */
    static ParquetCell of(Type type, ColumnType declared) {
        if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
            throw new IllegalArgumentException("is nested; a table's columns hold single values, so flatten it");
        }
        PrimitiveType primitive = type.asPrimitiveType();
        LogicalTypeAnnotation meaning = primitive.getLogicalTypeAnnotation();
        ParquetCell cell =
                switch (primitive.getPrimitiveTypeName()) {
                    case BOOLEAN -> (row, at) -> Boolean.toString(row.getBoolean(at, 0));
                    case INT32 -> whole(meaning, declared, (row, at) -> row.getInteger(at, 0));
                    case INT64 -> whole(meaning, declared, (row, at) -> row.getLong(at, 0));
                    case FLOAT -> (row, at) -> number(Float.toString(row.getFloat(at, 0)), declared);
                    case DOUBLE -> (row, at) -> number(Double.toString(row.getDouble(at, 0)), declared);
                    case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(meaning);
                    case INT96 -> null;
                };
        if (cell == null) {
            throw new IllegalArgumentException(
                    "is %s, which is not read; write numbers, text, booleans, dates, or moments in UTC (isAdjustedToUTC)"
                            .formatted(name(primitive)));
        }
        return cell;
    }

    /** Any whole number of at most 64 bits. */
    interface Whole {
        long of(Group row, int field);
    }

    /** Null where it has no text. */
    private static ParquetCell whole(LogicalTypeAnnotation meaning, ColumnType declared, Whole value) {
        if (meaning == null) {
            return (row, at) -> Long.toString(value.of(row, at));
        }
        if (meaning instanceof IntLogicalTypeAnnotation width) {
            return width.isSigned()
                    ? (row, at) -> Long.toString(value.of(row, at))
                    : (row, at) -> width.getBitWidth() == 64
                            ? Long.toUnsignedString(value.of(row, at))
                            : Long.toString(value.of(row, at) & 0xffff_ffffL);
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return (row, at) ->
                    BigDecimal.valueOf(value.of(row, at), decimal.getScale()).toPlainString();
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return (row, at) -> date(value.of(row, at), declared);
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation moment && moment.isAdjustedToUTC()) {
            return (row, at) -> moment(value.of(row, at), moment.getUnit());
        }
        return null;
    }

    private static String date(long days, ColumnType declared) {
        LocalDate date = LocalDate.ofEpochDay(days);
        return declared == ColumnType.TIMESTAMP
                ? date.atStartOfDay(ZoneOffset.UTC).toInstant().toString()
                : date.toString();
    }

    private static String moment(long value, LogicalTypeAnnotation.TimeUnit unit) {
        ChronoUnit step =
                switch (unit) {
                    case MILLIS -> ChronoUnit.MILLIS;
                    case MICROS -> ChronoUnit.MICROS;
                    case NANOS -> ChronoUnit.NANOS;
                };
        return Instant.EPOCH.plus(value, step).toString();
    }

    /** Writers turn whole numbers into floats where one is missing. */
    private static String number(String text, ColumnType declared) {
        if (declared != ColumnType.INTEGER || !Character.isDigit(text.charAt(text.length() - 1))) {
            return text;
        }
        BigDecimal value = new BigDecimal(text);
        return value.stripTrailingZeros().scale() <= 0 ? value.toBigInteger().toString() : text;
    }

    private static ParquetCell bytes(LogicalTypeAnnotation meaning) {
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return (row, at) ->
                    new BigDecimal(new BigInteger(row.getBinary(at, 0).getBytes()), decimal.getScale()).toPlainString();
        }
        boolean isText = meaning instanceof StringLogicalTypeAnnotation || meaning instanceof EnumLogicalTypeAnnotation;
        return isText ? (row, at) -> utf8(row.getBinary(at, 0).getBytes()) : null;
    }

    private static String utf8(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("has a zero byte, so it is no text");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is no UTF-8", e);
        }
    }

    private static String name(PrimitiveType type) {
        return type.getLogicalTypeAnnotation() == null
                ? type.getPrimitiveTypeName().name()
                : type.getLogicalTypeAnnotation().toString();
    }
}
