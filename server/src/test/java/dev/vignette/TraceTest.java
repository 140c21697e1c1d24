package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Traces as a collector gets them, by OTLP over HTTP. Of the flags in `traceparent` 1 is "sampled", 2 "random id".
final class TraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Queue<String> upstream = new ConcurrentLinkedQueue<>();
    private TestOrigin collector;

    @BeforeEach
    void collect() throws IOException {
        collector = new TestOrigin();
        collector.serve("/v1/traces", exchange -> {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .forEach(scope -> spans.addAll(scope.getSpansList()));
            TestOrigin.send(exchange, new byte[0], "Content-Type", "application/x-protobuf");
        });
    }

    @AfterEach
    void close() {
        collector.close();
    }

    /// Asks once and ends the server, which sends what it has.
    private void ask(String query, String share, String... headers) throws IOException {
        var environment = TestServer.environment();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url("/"));
        environment.put("OTEL_TRACES_SAMPLER_ARG", share);
        try (var server = new TestServer(environment)) {
            server.origin.serve("/a.jpg", exchange -> {
                upstream.addAll(exchange.getRequestHeaders().getOrDefault("traceparent", List.of("none")));
                TestOrigin.send(exchange, Pictures.jpeg(80, 80));
            });
            server.get(server.thumb("/a.jpg", query), headers);
        }
    }

    private Span span(String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void trace_miss_isOneSpanWithAChildForEachStage() throws Exception {
        ask("w=40&s=secret", "1");

        assertThat(spans.stream().map(Span::getName))
                .containsExactlyInAnyOrder("GET /thumb", "fetch", "queue", "decode", "resize", "encode");
        Span request = span("GET /thumb");
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(request.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(attributes(request))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/thumb")
                .containsEntry("url.path", "/thumb")
                .containsEntry("http.response.status_code", "200")
                .containsKey("vignette.request.id");
        assertThat(request.toString()).doesNotContain("secret");
        for (String stage : List.of("fetch", "queue", "decode", "resize", "encode")) {
            Span child = span(stage);
            assertThat(child.getTraceId()).isEqualTo(request.getTraceId());
            assertThat(child.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(child.getStartTimeUnixNano()).isGreaterThanOrEqualTo(request.getStartTimeUnixNano());
            assertThat(child.getEndTimeUnixNano()).isLessThanOrEqualTo(request.getEndTimeUnixNano());
        }
        assertThat(upstream)
                .singleElement()
                .asString()
                .matches("00-" + hex(request.getTraceId()) + "-"
                        + hex(span("fetch").getSpanId()) + "-0[13]");
    }

    @Test
    void trace_traceparentOfTheClient_isJoinedAndDecides() throws Exception {
        ask("w=40", "0", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");

        Span request = span("GET /thumb");
        assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(request.getParentSpanId())).isEqualTo(PARENT);
        assertThat(upstream)
                .containsExactly("00-" + TRACE + "-" + hex(span("fetch").getSpanId()) + "-01");
    }

    @Test
    void trace_notInTheShare_isNotSentButPassedOn() throws Exception {
        ask("w=40", "0");

        assertThat(spans).isEmpty();
        assertThat(upstream).singleElement().asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");
    }

    @Test
    void trace_brokenTraceparent_beginsATraceOfItsOwn() throws Exception {
        ask("w=40", "1", "traceparent", "00-" + TRACE + "-xyz-01");

        assertThat(hex(span("GET /thumb").getTraceId())).isNotEqualTo(TRACE);
    }

    @Test
    void trace_failingSource_isToldOnItsStage() throws Exception {
        var environment = TestServer.environment();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(""));
        try (var server = new TestServer(environment)) {
            server.origin.serve("/a.jpg", exchange -> exchange.sendResponseHeaders(500, -1));
            assertThat(server.get(server.thumb("/a.jpg", "w=4")).statusCode()).isEqualTo(502);
        }
        Span fetch = span("fetch");

        assertThat(fetch.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(fetch)).containsEntry("error.type", "source-failed");
        assertThat(span("GET /thumb").getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    void trace_off_isNotPassedOn() throws Exception {
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", exchange -> {
                upstream.addAll(exchange.getRequestHeaders().getOrDefault("traceparent", List.of("none")));
                TestOrigin.send(exchange, Pictures.jpeg(8, 8));
            });
            server.get(server.thumb("/a.jpg", "w=4"), "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        }
        assertThat(upstream).containsExactly("none");
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, TraceTest::text));
    }

    private static String text(KeyValue pair) {
        var value = pair.getValue();
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
