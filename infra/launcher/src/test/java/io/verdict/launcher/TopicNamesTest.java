package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A topic is a typed constant; its name stands in one file. Comments, and texts that mention a name, may. */
class TopicNamesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    /** Comments first, so that quotes in them open no literal; then text blocks, literals and characters. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*|(?s:/\\*.*?\\*/)|(?s:\"\"\".*?\"\"\")|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\\\n]|\\\\.)+'");

    /** Names that are words too, and where they are used as such. */
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("OnnxExport.java", Set.of("images")), // the graph's input
            Map.entry("PhotoSetWriter.java", Set.of("images")), // COCO's field
            Map.entry("PhotoSet.java", Set.of("images")), // COCO's field
            Map.entry("InferenceClients.java", Set.of("serving")), // part of a client id
            Map.entry("ConsumerSettings.java", Set.of("models", "predictions")), // parts of keys
            Map.entry("InferenceConsumer.java", Set.of("serving")), // part of a thread's name
            Map.entry(
                    "CatalogApp.java",
                    Set.of("images", "quarantine", "image-features")), // names of nodes and of a store
            Map.entry("Questions.java", Set.of("models")), // part of a path
            Map.entry("ModelQuestions.java", Set.of("models")), // a field of answers
            Map.entry("QuarantineCommand.java", Set.of("quarantine")), // the command
            Map.entry("CocoReader.java", Set.of("images")), // COCO's field
            Map.entry("CocoWriter.java", Set.of("images")), // COCO's field
            Map.entry("YoloReader.java", Set.of("labels")), // a folder
            Map.entry("YoloWriter.java", Set.of("labels")), // a folder
            Map.entry("LabelExport.java", Set.of("labels", "images")), // a labelling job, a folder
            Map.entry("BenchLabelsCommand.java", Set.of("labels")), // the benchmark
            Map.entry("View.java", Set.of("labels")), // a view's name
            Map.entry("StandingTrainer.java", Set.of("runs")), // a folder
            Map.entry("DatasetCommand.java", Set.of("quarantine")), // a field of answers
            Map.entry("PriceTableFile.java", Set.of("models")), // a key
            Map.entry("TriggersFile.java", Set.of("alarms")), // a key
            Map.entry("LabelConvertCommand.java", Set.of("labels")), // what a labelling job is called
            Map.entry("SageMakerEvaluation.java", Set.of("datasets"))); // the card's field

    @Test
    void shouldNameTopicsInTheCatalogOnly() throws IOException {
        Set<String> names = Topics.catalog().stream().map(CatalogEntry::name).collect(Collectors.toSet());
        List<String> offenders = new ArrayList<>();
        for (Path source : sources()) {
            for (String literal : literals(Files.readString(source))) {
                Set<String> words = WORDS.getOrDefault(source.getFileName().toString(), Set.of());
                if (names.contains(literal) && !words.contains(literal)) {
                    offenders.add(ROOT.relativize(source) + ": \"" + literal + "\"");
                }
            }
        }
        assertThat(offenders).as("use the constants of Topics instead").isEmpty();
    }

    @Test
    void shouldSeeTheCatalogItself() throws IOException {
        Path catalog = ROOT.resolve("topics/src/main/java/io/verdict/topics/Topics.java");
        assertThat(literals(Files.readString(catalog)))
                .containsAll(Topics.catalog().stream().map(CatalogEntry::name).toList());
    }

    @Test
    void shouldTellLiteralsFromComments() {
        assertThat(literals("// \"images\"\n/* \"serving\" */ call(\"detections\", '\"', \"a \\\" b\");"))
                .containsExactly("detections", "a \\\" b");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 20)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().contains("src/main/java"))
                    .filter(file -> !file.endsWith("io/verdict/topics/Topics.java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        }
    }

    private static List<String> literals(String source) {
        List<String> literals = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            if (token.group(1) != null) {
                literals.add(token.group(1));
            }
        }
        return literals;
    }
}
