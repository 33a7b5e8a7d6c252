package io.verdict.stack;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Tells a broker the passwords of its users (KIP-554).
 *
 * <p>At every start, so that a new user, or a new password, needs no more than a start with it. Users that somebody else
 * has added stay.
 */
final class ScramUsers {
    // A password here is 128 bits of chance or more: no number of rounds makes guessing harder.
    private static final ScramCredentialInfo ROUNDS = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    private static final int TIMEOUT_S = 60;

    private ScramUsers() {}

    /** Returns when the cluster has them; a broker takes another moment to follow. */
    static void set(AccessControl access, Map<String, Object> asTheBroker) {
        List<UserScramCredentialAlteration> accounts = access.accounts()
                .<UserScramCredentialAlteration>map(
                        account -> new UserScramCredentialUpsertion(account.user(), ROUNDS, account.password()))
                .toList();
        try (Admin admin = Admin.create(asTheBroker)) {
            admin.alterUserScramCredentials(accounts).all().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the broker's users were set", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException(
                    "The broker started, but its users could not be set: "
                            + (e.getCause() == null ? e : e.getCause())
                            + ". Start again; Kafka's own log says more.",
                    e);
        }
    }
}
