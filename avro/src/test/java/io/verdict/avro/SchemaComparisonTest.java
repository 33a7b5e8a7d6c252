package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

class SchemaComparisonTest {

    @Property(tries = 3000)
    void shouldAgreeWithAvroWhereThereAreNoLogicalTypes(
            @ForAll("records") Schema reader, @ForAll("records") Schema writer) {
        List<String> paths = new ArrayList<>();
        new SchemaComparison((path, difference) -> paths.add(path)).compare(reader, writer);

        boolean compatible = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
        Statistics.label("compatible").collect(compatible);
        assertThat(paths.isEmpty())
                .as("reader %s, writer %s, differences at %s", reader, writer, paths)
                .isEqualTo(compatible);
    }

    @Provide
    Arbitrary<Schema> records() {
        return record("Outer", 2);
    }

    private static Arbitrary<Schema> record(String name, int depth) {
        return Arbitraries.of("a", "b", "c").set().flatMap(names -> Combinators.combine(
                        names.stream().map(field -> field(name, field, depth)).toList())
                .as(fields -> Schema.createRecord(name, null, "x", false, fields)));
    }

    private static Arbitrary<Schema.Field> field(String owner, String name, int depth) {
        return Combinators.combine(schema(owner + "_" + name, depth), Arbitraries.of(true, false))
                .as((schema, optional) -> optional && !schema.isUnion() && schema.getType() != Type.NULL
                        ? new Schema.Field(
                                name,
                                Schema.createUnion(Schema.create(Type.NULL), schema),
                                null,
                                Schema.Field.NULL_DEFAULT_VALUE)
                        : new Schema.Field(name, schema));
    }

    /** @param path names what is defined there: in a schema a name may be defined only once */
    private static Arbitrary<Schema> schema(String path, int depth) {
        Arbitrary<Schema> simple = Arbitraries.of(
                        Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE, Type.STRING, Type.BYTES, Type.BOOLEAN)
                .map(Schema::create);
        Arbitrary<Schema> enums = Arbitraries.of("A", "B", "C")
                .set()
                .ofMinSize(1)
                .flatMap(symbols -> Arbitraries.of(true, false)
                        .map(hasDefault -> Schema.createEnum(
                                path + "_Kind",
                                null,
                                "x",
                                List.copyOf(symbols),
                                hasDefault ? symbols.iterator().next() : null)));
        Arbitrary<Schema> fixed = Arbitraries.of(1, 2).map(size -> Schema.createFixed(path + "_Hash", null, "x", size));
        if (depth == 0) {
            return Arbitraries.oneOf(simple, simple, enums, fixed);
        }
        Arbitrary<Schema> inner = schema(path, depth - 1);
        Arbitrary<Schema> unions = simple.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(branches -> Schema.createUnion(new ArrayList<>(new LinkedHashSet<>(branches))));
        return Arbitraries.oneOf(
                simple,
                record(path, depth - 1),
                inner.map(Schema::createArray),
                inner.map(Schema::createMap),
                unions,
                schema(path, 0));
    }
}
