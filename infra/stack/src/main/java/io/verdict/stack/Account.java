package io.verdict.stack;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A user of a broker and the password that they sign in with (SCRAM-SHA-512, RFC 5802 and 7677); immutable. {@link
 * #toString()} does not show the password.
 *
 * @param user letters, digits, dot, underscore and hyphen; the principal is {@code User:} and this
 * @param password at least 16 of the same characters
 */
public record Account(String user, String password) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int SHORTEST = 16;

    public Account {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        // Both are quoted in a JAAS configuration as they are.
        if (!PLAIN.matcher(user).matches()) {
            throw new IllegalArgumentException(
                    "The user is called '" + user + "'; take letters, digits, dot, underscore and hyphen");
        }
        if (!PLAIN.matcher(password).matches() || password.length() < SHORTEST) {
            throw new IllegalArgumentException("The password of " + user + " is not " + SHORTEST
                    + " or more letters, digits, dots, underscores and hyphens");
        }
    }

    @Override
    public String toString() {
        return "Account[user=" + user + "]";
    }
}
