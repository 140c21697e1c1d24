package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /info`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InfoTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer();
        server.origin
                .serve("/where.jpg", located(Pictures.jpeg(40, 20)), "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
                .serve("/clear.png", Pictures.transparentPng(10, 12))
                .serve("/moves.gif", Pictures.gif(3));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void get_jpeg_tellsAllButThePlace() {
        var response = server.get(target("/where.jpg"));

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Last-Modified")).contains("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var info = json(response);
        assertThat(info.getString("format")).isEqualTo("jpeg");
        assertThat(info.getString("mediaType")).isEqualTo("image/jpeg");
        assertThat(info.getInteger("bytes")).isEqualTo(located(Pictures.jpeg(40, 20)).length);
        assertThat(info.getInteger("orientation")).isEqualTo(6);
        assertThat(List.of(info.getInteger("width"), info.getInteger("height"))).containsExactly(20, 40);
        assertThat(info.getInteger("frames")).isEqualTo(1);
        assertThat(info.getBoolean("animated")).isFalse();
        assertThat(info.getBoolean("alpha")).isFalse();
        assertThat(info.getString("dominantColor")).matches("#[0-9a-f]{6}");
        assertThat(info.getJsonArray("palette")).isNotEmpty();
        assertThat(info.getString("blurHash")).hasSizeGreaterThan(5);
        assertThat(info.getString("thumbHash")).isNotBlank();
        assertThat(info.fieldNames()).contains("colorSpace", "summary", "exif", "xmp", "iptc", "warnings");
        assertThat(info.encode()).doesNotContain("GPS", "50.5", "50°");
    }

    @ParameterizedTest
    @CsvSource({"gps=true, true", "gps=1, true", "gps=false, false", "gps=0, false"})
    void get_gps_tellsThePlaceOnRequest(String query, boolean told) {
        String info = json(server.get(target("/where.jpg") + "&" + query)).encode();

        assertThat(info.contains("GPS")).isEqualTo(told);
    }

    @Test
    void get_otherFormats_areTold() {
        var png = json(server.get(target("/clear.png")));
        assertThat(png.getString("format")).isEqualTo("png");
        assertThat(png.getBoolean("alpha")).isTrue();
        var gif = json(server.get(target("/moves.gif")));
        assertThat(gif.getInteger("frames")).isEqualTo(3);
        assertThat(gif.getBoolean("animated")).isTrue();
    }

    @Test
    void get_again_isNotModified() {
        var first = server.get(target("/where.jpg"));
        String tag = first.headers().firstValue("ETag").orElse("");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");

        var again = server.get(target("/where.jpg"), "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("Cache-Control"))
                .isEqualTo(first.headers().firstValue("Cache-Control"));
        assertThat(server.get(target("/where.jpg") + "&gps=true", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void head_hasTheHeadersOfGet() {
        var get = server.get(target("/where.jpg"), "X-Request-Id", "one");
        var head = server.head(target("/where.jpg"), "X-Request-Id", "one");

        assertThat(AnswerHeaders.without(head))
                .isEqualTo(AnswerHeaders.without(get))
                .containsKeys("content-length", "etag");
        assertThat(head.body()).isEmpty();
        assertThat(server.send("POST", target("/where.jpg")).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"w=10, w", "download=x, download", "gps=maybe, gps", "gps, gps", "gps=true&gps=true, gps", "x, x"})
    void get_badParameter_isNamed(String query, String parameter) {
        var problem = assertProblem(server.get(target("/where.jpg") + "&" + query), 400, "bad-parameter");

        assertThat(problem.getString("parameter")).isEqualTo(parameter);
        assertThat(problem.getJsonArray("allowed")).isNotEmpty();
    }

    private String target(String path) {
        return "/info?" + server.origin.parameter(path);
    }

    private static JsonObject json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
    }

    /// The file with an Exif block: on its side (orientation 6), and taken at 50° 30′ north.
    private static byte[] located(byte[] jpeg) {
        var tiff = ByteBuffer.allocate(38 + 30 + 24);
        tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        tiff.putShort((short) 2);
        field(tiff, 0x0112, 3, 1).putShort((short) 6).putShort((short) 0);
        field(tiff, 0x8825, 4, 1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        field(tiff, 1, 2, 2).put("N\0\0\0".getBytes(StandardCharsets.US_ASCII));
        field(tiff, 2, 5, 3).putInt(68);
        tiff.putInt(0);
        for (int part : new int[] {50, 1, 30, 1, 0, 1}) {
            tiff.putInt(part);
        }
        var file = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
        file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.capacity()));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static ByteBuffer field(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }
}
