package io.verdict.topics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "io.verdict.topics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule topics_depend_on_avro_and_nothing_else_of_ours = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.verdict.topics..",
                    "io.verdict.avro..",
                    "io.verdict.events..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.yaml.snakeyaml..",
                    "org.apache.avro..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..");

    @ArchTest
    static final ArchRule the_catalog_does_not_know_its_tools = noClasses()
            .that()
            .resideInAPackage("io.verdict.topics")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..plan..", "..acl..", "..reference..");

    @ArchTest
    static final ArchRule settings_know_nothing_of_kafka = noClasses()
            .that()
            .resideInAPackage("..settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "io.verdict.topics", "io.verdict.avro..");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = SlicesRuleDefinition.slices()
            .matching("io.verdict.topics.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_tool_talks_to_a_cluster = noClasses()
            .that()
            .resideOutsideOfPackage("..plan..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(org.apache.kafka.clients.admin.Admin.class));
}
