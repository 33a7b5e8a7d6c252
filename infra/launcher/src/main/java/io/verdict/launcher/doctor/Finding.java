package io.verdict.launcher.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param level how bad it is
 * @param found what was found
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(String check, Level level, String found, String advice) {

    /** How bad a finding is. */
    public enum Level {
        OK,
        WARNING,
        FAILURE
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Level.OK, found, "");
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(check, Level.WARNING, found, advice);
    }

    static Finding failure(String check, String found, String advice) {
        return new Finding(check, Level.FAILURE, found, advice);
    }
}
