package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.CompatibilityCheck.Violation;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibilityCheckTest {

    private static final String RELEASED = "{'name':'id','type':'string'},{'name':'width','type':'long'},"
            + "{'name':'note','type':['null','string'],'default':null},"
            + "{'name':'at','type':{'type':'long','logicalType':'timestamp-micros'}},"
            + "{'name':'amount','type':{'type':'bytes','logicalType':'decimal','precision':12,'scale':2}},"
            + "{'name':'kind','type':{'type':'enum','name':'Kind','symbols':['A','B']}},"
            + "{'name':'part','type':['null',{'type':'record','name':'Part','fields':["
            + "{'name':'serial','type':'string'}]}],'default':null},"
            + "{'name':'parts','type':{'type':'array','items':'Part'}},"
            + "{'name':'hash','type':{'type':'fixed','name':'Hash','size':16}},"
            + "{'name':'tags','type':{'type':'map','values':'int'}}";

    @ParameterizedTest
    @EnumSource
    void shouldAcceptTheSameSchemaAtEveryLevel(CompatibilityLevel level) {
        assertThat(check(level, RELEASED)).isEmpty();
        assertThat(CompatibilityCheck.compare("s", level, List.of(), schema(RELEASED)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptANewFieldWithADefaultAtEveryLevel(CompatibilityLevel level) {
        assertThat(check(level, RELEASED + ",{'name':'more','type':'int','default':0}"))
                .isEmpty();
    }

    @Test
    void shouldNameAFieldThatWasRemoved() {
        String removed = RELEASED.replace("{'name':'width','type':'long'},", "");

        assertThat(check(CompatibilityLevel.FULL_TRANSITIVE, removed))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.path()).isEqualTo("width");
                    assertThat(violation.toString())
                            .contains(
                                    "images-value",
                                    "released version 1",
                                    "field width",
                                    "removed or renamed",
                                    "keep it");
                });
        assertThat(check(CompatibilityLevel.BACKWARD_TRANSITIVE, removed)).isEmpty();
    }

    @Test
    void shouldNameAFieldThatWasAddedWithoutADefault() {
        String added = RELEASED + ",{'name':'extra','type':'int'}";

        assertThat(check(CompatibilityLevel.BACKWARD, added)).singleElement().satisfies(violation -> assertThat(
                        violation.toString())
                .contains("field extra", "no default", "give it a default"));
        assertThat(check(CompatibilityLevel.FORWARD, added)).isEmpty();
    }

    @Test
    void shouldNameBothEndsOfARenaming() {
        String renamed = RELEASED.replace("'name':'width'", "'name':'breadth'");

        assertThat(check(CompatibilityLevel.FULL, renamed))
                .extracting(Violation::path)
                .containsExactly("breadth", "width");
        String aliased = RELEASED.replace("'name':'width'", "'name':'breadth','aliases':['width']");
        assertThat(check(CompatibilityLevel.BACKWARD, aliased)).isEmpty();
    }

    @Test
    void shouldTellNarrowingFromWidening() {
        String narrowed = RELEASED.replace("'width','type':'long'", "'width','type':'int'");
        String widened = RELEASED.replace("'width','type':'long'", "'width','type':'double'");

        assertThat(check(CompatibilityLevel.BACKWARD, narrowed)).singleElement().satisfies(violation -> assertThat(
                        violation.toString())
                .contains("field width", "now int", "from the long"));
        assertThat(check(CompatibilityLevel.FORWARD, narrowed)).isEmpty();
        assertThat(check(CompatibilityLevel.BACKWARD, widened)).isEmpty();
        assertThat(check(CompatibilityLevel.FORWARD, widened))
                .extracting(Violation::path)
                .containsExactly("width");
    }

    @Test
    void shouldNameEnumSymbolsUnlessTheReaderHasADefault() {
        String removed = RELEASED.replace("['A','B']", "['A']");
        String withDefault = RELEASED.replace("'symbols':['A','B']", "'symbols':['A'],'default':'A'");
        String added = RELEASED.replace("['A','B']", "['A','B','C']");

        assertThat(check(CompatibilityLevel.BACKWARD, removed))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("field kind", "Kind", "[B]"));
        assertThat(check(CompatibilityLevel.BACKWARD, withDefault)).isEmpty();
        assertThat(check(CompatibilityLevel.FORWARD, added))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("field kind", "[C]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "timestamp-micros | timestamp-millis | at",
                "'logicalType':'timestamp-micros' | 'x':'y' | at",
                "'scale':2 | 'scale':3 | amount",
                "'precision':12 | 'precision':10 | amount",
                "'name':'serial' | 'name':'number' | part.serial",
                "'size':16 | 'size':20 | hash",
                "'values':'int' | 'values':'boolean' | tags{}",
                "'name':'Hash' | 'name':'Digest' | hash",
                "['null','string'] | ['null','int'] | note",
                "'array','items':'Part' | 'array','items':'string' | parts[]",
            })
    void shouldNameTheFieldOfEveryBreakingChange(String from, String to, String field) {
        assertThat(RELEASED).contains(from);

        assertThat(check(CompatibilityLevel.FULL, RELEASED.replace(from, to)))
                .isNotEmpty()
                .anySatisfy(violation -> assertThat(violation.path()).isEqualTo(field))
                .allSatisfy(violation -> assertThat(violation.text()).isNotBlank());
    }

    @Test
    void shouldAllowMoreDigitsToTheReader() {
        assertThat(check(CompatibilityLevel.BACKWARD, RELEASED.replace("'precision':12", "'precision':14")))
                .isEmpty();
    }

    @Test
    void shouldNameABranchThatAUnionLost() {
        assertThat(check(CompatibilityLevel.BACKWARD, RELEASED.replace("['null','string'],'default':null", "'string'")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("field note", "null"));
        assertThat(check(CompatibilityLevel.FORWARD, RELEASED.replace("['null','string']", "['null','string','int']")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("field note", "int"));
    }

    @Test
    void shouldCompareTheRecordsOwnName() {
        Schema other =
                new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Other\",\"namespace\":\"x\",\"fields\":[]}");

        assertThat(CompatibilityCheck.compare(
                        "images-value", CompatibilityLevel.FULL, List.of(schema(RELEASED)), other))
                .hasSize(2)
                .allSatisfy(violation ->
                        assertThat(violation.toString()).contains("the record itself", "x.Other", "x.Released"));
    }

    @Test
    void shouldLookAtEveryReleasedVersionOnlyWhereTransitive() {
        Schema first = schema("{'name':'id','type':'string'}");
        Schema second = schema("{'name':'id','type':'string'},{'name':'b','type':'int','default':0}");
        Schema third = schema("{'name':'id','type':'string'},{'name':'b','type':'int'}");

        assertThat(CompatibilityCheck.compare("s", CompatibilityLevel.BACKWARD, List.of(first, second), third))
                .isEmpty();
        assertThat(CompatibilityCheck.compare(
                        "s", CompatibilityLevel.BACKWARD_TRANSITIVE, List.of(first, second), third))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.released()).isEqualTo(1);
                    assertThat(violation.path()).isEqualTo("b");
                });
    }

    @Test
    void shouldFollowRecordsThatHoldThemselves() {
        String tree = "{'name':'child','type':['null','Released'],'default':null},{'name':'id','type':'%s'}";

        assertThat(CompatibilityCheck.compare(
                        "s",
                        CompatibilityLevel.BACKWARD,
                        List.of(schema(tree.formatted("string"))),
                        schema(tree.formatted("int"))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.path()).isEqualTo("id"));
    }

    @Test
    void shouldNotComplainWithoutALevel() {
        assertThat(check(CompatibilityLevel.NONE, "{'name':'x','type':'int'}")).isEmpty();
    }

    private static List<Violation> check(CompatibilityLevel level, String fields) {
        return CompatibilityCheck.compare("images-value", level, List.of(schema(RELEASED)), schema(fields));
    }

    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse(("{'type':'record','name':'Released','namespace':'x','fields':[" + fields + "]}")
                        .replace('\'', '"'));
    }
}
