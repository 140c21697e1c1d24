package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// Somebody who uses the library of a server, and sees to it that every answer is one of the contract's.
///
/// @param token what they show; empty for nobody
record LibraryClient(HttpClient http, int port, String token) {
    /// An answer with a body of JSON.
    static JsonObject json(HttpResponse<byte[]> response) {
        return new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
    }

    /// @param headers names and values in turn
    HttpResponse<byte[]> send(String method, String target, BodyPublisher body, String... headers) {
        return sendAsync(method, target, body, headers).join();
    }

    CompletableFuture<HttpResponse<byte[]>> sendAsync(
            String method, String target, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, body)
                .timeout(Waiting.PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(ContractedAnswers::held);
    }

    HttpResponse<byte[]> get(String target, String... headers) {
        return send("GET", target, BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> delete(String target, String... headers) {
        return send("DELETE", target, BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> post(String target, byte[] body, String... headers) {
        return send("POST", target, BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<byte[]> patch(String target, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/merge-patch+json";
        return send("PATCH", target, BodyPublishers.ofString(body), all);
    }

    /// Adds an image, and expects that it is kept.
    JsonObject add(String target, byte[] file, String... headers) {
        HttpResponse<byte[]> response = post(target, file, headers);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return json(response);
    }

    /// Adds an image, and expects that it is kept.
    ///
    /// @return its id
    String add(byte[] file) {
        return add("/v1/images", file).getString("id");
    }
}
