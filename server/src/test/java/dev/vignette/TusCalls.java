package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// The requests of a resumable upload, one by one.
record TusCalls(LibraryClient client) {
    static final String BODY = "application/offset+octet-stream";

    /// A picture of 60 × 90 with something behind its end, so that it is as large as this.
    static byte[] picture(int length) {
        byte[] picture = Pictures.png(60, 90);
        byte[] large = Arrays.copyOf(picture, length);
        byte[] rest = new byte[length - picture.length];
        new Random(3).nextBytes(rest);
        System.arraycopy(rest, 0, large, picture.length, rest.length);
        return large;
    }

    HttpResponse<byte[]> create(int length) {
        return send("POST", "/v1/uploads", new byte[0], "Upload-Length", Integer.toString(length));
    }

    /// @return where it is
    String begin(int length) {
        var answer = create(length);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<byte[]> patch(String upload, int offset, byte[] bytes) {
        return send("PATCH", upload, bytes, "Upload-Offset", Integer.toString(offset), "Content-Type", BODY);
    }

    HttpResponse<byte[]> head(String upload) {
        return send("HEAD", upload, new byte[0]);
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Tus-Resumable";
        all[headers.length + 1] = "1.0.0";
        return client.send(method, path, BodyPublishers.ofByteArray(body), all);
    }

    /// How many blobs there are in a data folder: files named by a folder's name and the rest of their hash.
    static long stored(Path data) {
        Path blobs = data.resolve("blobs");
        try (Stream<Path> all = Files.walk(blobs)) {
            return all.map(path -> blobs.relativize(path).toString().replace("/", ""))
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .count();
        } catch (UncheckedIOException | IOException e) {
            return -1; // something went while it was looked at
        }
    }
}
