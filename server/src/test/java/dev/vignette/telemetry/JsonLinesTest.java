package dev.vignette.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Logger logger;

    @BeforeEach
    void log() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new JsonLines();
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        logger = context.getLogger("a.b.C");
        logger.addAppender(appender);
    }

    private JsonObject line() {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").doesNotContain("\r");
        assertThat(text.strip()).doesNotContain("\n");
        return new JsonObject(text);
    }

    @Test
    void encode_anyText_isOneLine() {
        logger.info("two\r\nlines, \"quoted\" {} {}", "é", "\u0001");

        assertThat(line().getString("message")).isEqualTo("two\r\nlines, \"quoted\" é \u0001");
        assertThat(line().getString("level")).isEqualTo("INFO");
        assertThat(line().getString("logger")).isEqualTo("a.b.C");
        assertThat(Instant.parse(line().getString("time"))).isBeforeOrEqualTo(Instant.now());
        assertThat(line().fieldNames()).containsExactly("time", "level", "logger", "message");
    }

    @Test
    void encode_withinARequest_hasItsId() {
        var context = new RequestContext("an-id", Deadline.after(Duration.ofSeconds(1)));

        ScopedValue.where(RequestContext.CURRENT, context).run(() -> logger.warn("late"));

        assertThat(line().getString("requestId")).isEqualTo("an-id");
    }

    @Test
    void encode_pairsAndException_areFields() {
        logger.atError()
                .addKeyValue("count", 3)
                .addKeyValue("name", "x")
                .setCause(new IllegalStateException("boom", new IllegalArgumentException("why")))
                .log("failed");

        assertThat(line().getValue("count")).isEqualTo(3);
        assertThat(line().getString("name")).isEqualTo("x");
        assertThat(line().getString("exception"))
                .startsWith("java.lang.IllegalStateException: boom")
                .contains("\tat ", "Caused by: java.lang.IllegalArgumentException: why");
    }
}
