package io.verdict.avro;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a client shows the schema registry to be let in. Its text hides it.
 *
 * @param header value of the header {@code Authorization}
 */
record Authorization(String header) {

    private static final String SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String TOKEN = "bearer.auth.token";
    private static final String JAAS = "sasl.jaas.config";

    static Optional<Authorization> from(ConfigValues values, List<URI> urls) {
        Optional<Authorization> bearer = values.text(TOKEN).map(token -> new Authorization("Bearer " + token));
        if (bearer.isPresent()) {
            return bearer;
        }
        String source = values.text(SOURCE).orElse("URL").toUpperCase(Locale.ROOT);
        return switch (source) {
            case "URL" ->
                urls.stream()
                        .map(URI::getUserInfo)
                        .filter(info -> info != null && !info.isEmpty())
                        .findFirst()
                        .map(Authorization::basic);
            case "USER_INFO" -> Optional.of(basic(values.text(USER_INFO).orElseThrow(() -> missing(USER_INFO))));
            case "SASL_INHERIT" -> Optional.of(basic(jaas(values, "username") + ":" + jaas(values, "password")));
            default -> throw new ConfigException(SOURCE, source, "must be USER_INFO, URL or SASL_INHERIT");
        };
    }

    private static Authorization basic(String userInfo) {
        return new Authorization(
                "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }

    /** The SASL settings of the Kafka client are where this source inherits from. */
    private static String jaas(ConfigValues values, String option) {
        String text = values.text("sasl.jaas.config").orElseThrow(() -> missing(JAAS));
        Matcher matcher = Pattern.compile("\\b" + option + "\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(text);
        if (!matcher.find()) {
            throw new ConfigException(JAAS + " has no " + option + "=\"…\", which " + SOURCE + "=SASL_INHERIT needs");
        }
        return matcher.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static ConfigException missing(String name) {
        return new ConfigException("Missing " + name + ", which " + SOURCE + " asks for");
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
