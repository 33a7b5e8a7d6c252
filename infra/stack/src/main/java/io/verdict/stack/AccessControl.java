package io.verdict.stack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may sign in to an embedded broker whose authorizer is on; immutable.
 *
 * <p>Clients sign in with SASL/SCRAM-SHA-512, without encryption: for a broker that listens on this machine only. What no
 * access rule allows is refused, except to the administrator.
 *
 * @param administrator may do everything, so that somebody can make topics and access rules
 * @param users everybody else; each starts without any right
 */
public record AccessControl(Account administrator, List<Account> users) {

    public AccessControl {
        users = List.copyOf(users);
        List<String> names = accounts(administrator, users).map(Account::user).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("Two accounts share a name: " + names);
        }
        if (names.contains(InnerListener.USER)) {
            throw new IllegalArgumentException(
                    "A user is called " + InnerListener.USER + ", which is the broker itself; take another name");
        }
    }

    /** What a Kafka client needs to sign in; holds the password. */
    public static Map<String, String> clientProperties(Account account) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + account.user()
                                + "\" password=\"" + account.password() + "\";");
    }

    /** The administrator and the users. */
    Stream<Account> accounts() {
        return accounts(administrator, users);
    }

    private static Stream<Account> accounts(Account administrator, List<Account> users) {
        return Stream.concat(Stream.of(administrator), users.stream());
    }
}
