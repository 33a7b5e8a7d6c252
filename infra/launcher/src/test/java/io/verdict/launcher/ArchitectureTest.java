package io.verdict.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;

/** The shape of the whole platform, seen from the one module that has every other on its class path. */
@AnalyzeClasses(packages = "io.verdict", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] TOPOLOGIES = {
        "io.verdict.streams.curation..",
        "io.verdict.streams.catalog..",
        "io.verdict.streams.pricing..",
        "io.verdict.streams.labels.."
    };

    /** Methods whose answer is another one each time, by their class. */
    private static final Map<String, Set<String>> CLOCKS_AND_DICE = Map.of(
            Instant.class.getName(), Set.of("now"),
            System.class.getName(), Set.of("currentTimeMillis", "nanoTime"),
            Clock.class.getName(), Set.of("systemUTC", "systemDefaultZone", "system"),
            UUID.class.getName(), Set.of("randomUUID"),
            Math.class.getName(), Set.of("random"),
            StrictMath.class.getName(), Set.of("random"),
            java.time.LocalDate.class.getName(), Set.of("now"),
            java.time.LocalDateTime.class.getName(), Set.of("now"),
            java.time.ZonedDateTime.class.getName(), Set.of("now"),
            java.time.OffsetDateTime.class.getName(), Set.of("now"));

    @ArchTest
    static final ArchRule arrows_point_from_the_launcher_over_the_apps_and_topics_to_the_events = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("events")
            .definedBy("io.verdict.avro..", "io.verdict.events..")
            .layer("topics")
            .definedBy("io.verdict.topics..")
            .layer("streams")
            .definedBy("io.verdict.streams..")
            .layer("inference")
            .definedBy("io.verdict.inference..")
            .layer("connectors")
            .definedBy("io.verdict.connectors..")
            .layer("stack")
            .definedBy("io.verdict.stack..")
            .layer("launcher")
            .definedBy("io.verdict.launcher..")
            .whereLayer("launcher")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("streams")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("inference")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("connectors")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("stack")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("topics")
            .mayOnlyBeAccessedByLayers("streams", "inference", "connectors", "launcher")
            .whereLayer("events")
            .mayOnlyBeAccessedByLayers("topics", "streams", "inference", "connectors", "launcher");

    @ArchTest
    static final ArchRule the_embedded_stack_depends_on_nothing_of_ours = noClasses()
            .that()
            .resideInAPackage("io.verdict.stack..")
            .should()
            .dependOnClassesThat(ours().and(residingOutside("io.verdict.stack")));

    @ArchTest
    static final ArchRule every_class_belongs_to_a_module = classes()
            .that()
            .resideInAPackage("io.verdict..")
            .should()
            .resideInAnyPackage(
                    "io.verdict.avro..",
                    "io.verdict.events..",
                    "io.verdict.topics..",
                    "io.verdict.stack..",
                    "io.verdict.streams..",
                    "io.verdict.inference..",
                    "io.verdict.connectors..",
                    "io.verdict.launcher..");

    @ArchTest
    static final ArchRule streams_apps_touch_no_object_store_and_no_model_runtime = noClasses()
            .that()
            .resideInAPackage("io.verdict.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "org.bytedeco..", "ai.djl..", "software.amazon..", "java.awt..");

    @ArchTest
    static final ArchRule only_the_read_package_of_the_streams_apps_speaks_http = noClasses()
            .that()
            .resideInAPackage("io.verdict.streams..")
            .and()
            .resideOutsideOfPackage("io.verdict.streams.read..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule topologies_ask_neither_clock_nor_dice = noClasses()
            .that()
            .resideInAnyPackage(TOPOLOGIES)
            .should()
            .callMethodWhere(describe("the answer differs from call to call", ArchitectureTest::asksClockOrDice));

    @ArchTest
    static final ArchRule topologies_hold_no_random_generator = noClasses()
            .that()
            .resideInAnyPackage(TOPOLOGIES)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SecureRandom.class, SplittableRandom.class, ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule topologies_hand_no_clock_and_no_dice_on = noClasses()
            .that()
            .resideInAnyPackage(TOPOLOGIES)
            .should(referTo("a clock or dice", ArchitectureTest::isClockOrDice));

    @ArchTest
    static final ArchRule onnx_runtime_stays_in_the_detector_classifier_and_session_packages = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.verdict.inference.detector..",
                    "io.verdict.inference.classifier..",
                    "io.verdict.inference.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    /** The session package loads CUDA's libraries from JavaCPP's jars; OpenCV itself decodes in one place. */
    @ArchTest
    static final ArchRule opencv_stays_in_the_image_package = noClasses()
            .that()
            .resideOutsideOfPackage("io.verdict.inference.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.opencv..", "org.opencv..");

    @ArchTest
    static final ArchRule javacpp_stays_with_those_that_load_natives = noClasses()
            .that()
            .resideOutsideOfPackages("io.verdict.inference.image..", "io.verdict.inference.detector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule djl_stays_with_training_tokens_and_the_benchmarks_peer = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.verdict.connectors.training..", "io.verdict.inference.tokens..", "io.verdict.launcher.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.pytorch..");

    @ArchTest
    static final ArchRule tribuo_stays_with_what_trains_classifiers = noClasses()
            .that()
            .resideOutsideOfPackages("io.verdict.connectors.trees..", "io.verdict.connectors.text..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tribuo..");

    @ArchTest
    static final ArchRule parquet_stays_with_tables = noClasses()
            .that()
            .resideOutsideOfPackage("io.verdict.connectors.tabular..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.parquet..", "io.airlift.compress..", "org.apache.hadoop..");

    @ArchTest
    static final ArchRule the_aws_sdk_stays_with_stores_and_training_jobs = noClasses()
            .that()
            .resideOutsideOfPackages("io.verdict.connectors.store..", "io.verdict.connectors.sagemaker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    private static boolean asksClockOrDice(JavaMethodCall call) {
        boolean withGivenClock =
                call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return !withGivenClock
                && isClockOrDice(
                        call.getTargetOwner().getName(), call.getTarget().getName());
    }

    private static boolean isClockOrDice(String type, String method) {
        return CLOCKS_AND_DICE.getOrDefault(type, Set.of()).contains(method);
    }

    private static ArchCondition<JavaClass> referTo(String what, BiPredicate<String, String> method) {
        return new ArchCondition<>("refer to " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethodReferencesFromSelf()
                        .forEach(reference -> events.add(new SimpleConditionEvent(
                                type,
                                method.test(
                                        reference.getTargetOwner().getName(),
                                        reference.getTarget().getName()),
                                reference.getDescription())));
            }
        };
    }

    private static DescribedPredicate<JavaClass> ours() {
        return describe("are ours", type -> type.getPackageName().startsWith("io.verdict"));
    }

    private static DescribedPredicate<JavaClass> residingOutside(String name) {
        return describe(
                "reside outside of " + name, type -> !type.getPackageName().startsWith(name));
    }
}
