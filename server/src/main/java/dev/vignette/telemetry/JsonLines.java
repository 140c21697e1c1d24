package dev.vignette.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;

/// Writes a log event as one line of JSON: `time`, `level`, `logger`, `message`, where there is a request its
/// `requestId` and `traceId`, the event's own pairs by their names, and an `exception` as Java prints it. Named in
/// logback.xml.
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new JsonObject()
                .put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("message", event.getFormattedMessage());
        if (RequestContext.CURRENT.isBound()) {
            RequestContext context = RequestContext.current();
            line.put("requestId", context.id());
            context.trace().id().ifPresent(id -> line.put("traceId", id));
        }
        Stream.ofNullable(event.getKeyValuePairs())
                .flatMap(Collection::stream)
                .forEach(pair -> line.put(pair.key, value(pair.value)));
        if (event.getThrowableProxy() != null) {
            line.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Object value(Object value) {
        return value instanceof Number ? value : Objects.toString(value);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
