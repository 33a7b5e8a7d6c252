package io.verdict.launcher.access;

import io.verdict.stack.AccessControl;
import io.verdict.stack.Account;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accounts of a platform with access control: one for each role of the catalog, and the administrator, who makes
 * topics and access rules. Immutable.
 *
 * <p>Each lies in a folder that only its owner may open, as {@code <role>.properties} that any Kafka client takes.
 * A file that is deleted is made again with another password at the next start.
 */
public final class RoleSecrets {
    private static final String ADMINISTRATOR = "administrator";
    private static final int PASSWORD_BYTES = 24;
    private static final String JAAS = "sasl.jaas.config";
    private static final Pattern LOGIN =
            Pattern.compile("\\S+ required username=\"([A-Za-z0-9._-]+)\" password=\"([A-Za-z0-9._-]+)\";");

    private final Account administrator;
    private final Map<Role, Account> roles;

    private RoleSecrets(Account administrator, Map<Role, Account> roles) {
        this.administrator = administrator;
        this.roles = Map.copyOf(roles);
    }

    /**
     * The accounts of a folder; those that are missing are made.
     *
     * @throws AccessException when a file is damaged, or open to others, or the folder cannot be kept for its owner
     */
    public static RoleSecrets in(Path folder) {
        OwnerOnly.folder(folder);
        SecureRandom random = new SecureRandom();
        Map<Role, Account> roles = new EnumMap<>(Role.class);
        Arrays.stream(Role.values()).forEach(role -> roles.put(role, account(folder, role.identity(), random)));
        return new RoleSecrets(account(folder, ADMINISTRATOR, random), roles);
    }

    /** Who the broker lets in. */
    public AccessControl accessControl() {
        return new AccessControl(administrator, roles.values().stream().toList());
    }

    /** A cluster as the administrator sees it. */
    public ClusterConfig administration(ClusterConfig cluster) {
        return signedIn(cluster, administrator);
    }

    /** A cluster as a role sees it. */
    public ClusterConfig as(Role role, ClusterConfig cluster) {
        return signedIn(cluster, roles.get(role));
    }

    private static ClusterConfig signedIn(ClusterConfig cluster, Account account) {
        Map<String, String> extra = new LinkedHashMap<>(cluster.extra());
        extra.putAll(AccessControl.clientProperties(account));
        return new ClusterConfig(cluster.bootstrap(), cluster.registry(), extra);
    }

    private static Account account(Path folder, String user, SecureRandom random) {
        Path file = folder.resolve(user + ".properties");
        if (Files.exists(file)) {
            return read(file, user);
        }
        byte[] password = new byte[PASSWORD_BYTES];
        random.nextBytes(password);
        Account account =
                new Account(user, Base64.getUrlEncoder().withoutPadding().encodeToString(password));
        OwnerOnly.write(file, text(account));
        return account;
    }

    private static String text(Account account) {
        StringBuilder text = new StringBuilder("# How a Kafka client signs in as " + account.user()
                + ". Made by the first start; delete it for another password at the next.\n");
        AccessControl.clientProperties(account).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(entry.getKey())
                        .append('=')
                        .append(entry.getValue())
                        .append('\n'));
        return text.toString();
    }

    private static Account read(Path file, String user) {
        Matcher login = LOGIN.matcher(properties(OwnerOnly.read(file), file).getProperty(JAAS, ""));
        try {
            if (login.matches() && login.group(1).equals(user)) {
                return new Account(user, login.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw damaged(file, user, e);
        }
        throw damaged(file, user, null);
    }

    private static Properties properties(String text, Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new AccessException(file + " is no properties file (" + e.getMessage() + "). Delete it.", e);
        }
        return properties;
    }

    private static AccessException damaged(Path file, String user, Exception cause) {
        return new AccessException(
                file + " does not say how " + user
                        + " signs in. Delete it, so that the next start makes another password.",
                cause);
    }
}
