package io.verdict.stack;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a broker with access control reaches itself: a listener apart from that of its clients, and a super user whose
 * password is made at each start and never leaves this process.
 *
 * <p>Without it the broker would be an anonymous super user to itself, and so would be everybody who finds the port.
 */
final class InnerListener {
    static final String USER = "stack-node";

    private static final String LISTENER = "INNER";
    private static final String PLAIN = "PLAIN";
    private static final int PASSWORD_BYTES = 32;

    private final String address;
    private final String password;

    private InnerListener(String address, String password) {
        this.address = address;
        this.password = password;
    }

    /** On a port that is bound already. */
    static InnerListener on(String host, int port) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return new InnerListener(
                host + ":" + port, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Server properties that add this listener to those of an open broker, and turn access control on. */
    Map<String, String> serverProperties(String listeners, String advertised, AccessControl access) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("listeners", listeners + "," + LISTENER + "://" + address);
        properties.put("advertised.listeners", advertised + "," + LISTENER + "://" + address);
        properties.put(
                "listener.security.protocol.map",
                "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT," + LISTENER + ":SASL_PLAINTEXT");
        properties.put("inter.broker.listener.name", LISTENER);
        properties.put("sasl.mechanism.inter.broker.protocol", PLAIN);
        properties.put("sasl.mechanism.controller.protocol", PLAIN);
        properties.put("listener.name.broker.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put(
                "listener.name.broker.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        for (String own : new String[] {"controller", "inner"}) {
            properties.put("listener.name." + own + ".sasl.enabled.mechanisms", PLAIN);
            properties.put(
                    "listener.name." + own + ".plain.sasl.jaas.config",
                    jaas(" user_" + USER + "=\"" + password + "\""));
        }
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put(
                "super.users",
                "User:" + USER + ";User:" + access.administrator().user());
        return properties;
    }

    /** What a client of this process needs to come in as the broker itself. */
    Map<String, Object> clientProperties() {
        return Map.of(
                "bootstrap.servers",
                address,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                PLAIN,
                "sasl.jaas.config",
                jaas(""));
    }

    private String jaas(String accepted) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + password + "\"" + accepted + ";";
    }
}
