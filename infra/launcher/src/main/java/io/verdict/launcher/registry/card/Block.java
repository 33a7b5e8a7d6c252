package io.verdict.launcher.registry.card;

import java.util.List;

/** A part of a page, in plain text that whoever writes the page has to escape. */
sealed interface Block {

    /** A sentence or more. */
    record Paragraph(String text) implements Block {}

    /** Sentences side by side. */
    record Bullets(List<String> items) implements Block {}

    /** Rows under a header, each as long as it. */
    record Table(List<String> header, List<List<String>> rows) implements Block {}
}
