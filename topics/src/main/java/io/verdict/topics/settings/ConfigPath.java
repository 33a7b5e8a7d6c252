package io.verdict.topics.settings;

import java.util.Set;

/** Names entries of a configuration, such as {@code gates[1].threshold}; the empty path is the whole file. */
final class ConfigPath {

    static final String ROOT = "";

    private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final int MOST_SHOWN = 60;

    private ConfigPath() {}

    /** The entry under a key; a key that could be mistaken for a path is quoted. */
    static String key(String parent, String key) {
        String segment = key.matches(PLAIN) ? key : quoted(key);
        return parent.isEmpty() ? segment : parent + "." + segment;
    }

    /** The item of a list, from 0. */
    static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    static boolean isInside(String path, String ancestor) {
        return path.startsWith(ancestor + ".") || path.startsWith(ancestor + "[");
    }

    /** Whether one of these is the entry itself or holds it; the whole file does not count. */
    static boolean isAtOrInsideAny(String path, Set<String> ancestors) {
        for (String at = path; !at.equals(ROOT); at = parent(at)) {
            if (ancestors.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** The entry that this one is part of; of a quoted key with a dot in it first a piece of the key, then the entry. */
    static String parent(String path) {
        int end = path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('.');
        return end < 0 ? ROOT : path.substring(0, end);
    }

    /** Text in quotes, cut where it is long. */
    static String quoted(String text) {
        String cut = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
        return "\"" + cut.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
