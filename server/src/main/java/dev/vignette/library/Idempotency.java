package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The answers to uploads with an `Idempotency-Key`, each written in the transaction of its upload: so either
/// both are there or neither, and of two requests with one key that arrive together one is kept, and both get
/// its answer.
///
/// @param subject whose key it is
/// @param key as it was sent
public record Idempotency(String subject, String key) {
    /// Whether a request with this key was kept.
    boolean known(Handle handle) {
        return handle.createQuery("SELECT 1 FROM idempotency WHERE subject = ? AND request_key = ?")
                .bind(0, subject)
                .bind(1, key)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// @param fingerprint of all that the request asks for, its content included
    /// @return the answer to the first request with this key, if there was one
    /// @throws VignetteException `KEY_REUSED` when that asked for something else
    public Optional<JsonObject> answer(Handle handle, String fingerprint) {
        return handle.createQuery("SELECT fingerprint, answer FROM idempotency WHERE subject = ? AND request_key = ?")
                .bind(0, subject)
                .bind(1, key)
                .map((row, _) -> answer(fingerprint, row.getString(1), row.getString(2)))
                .findOne();
    }

    private static JsonObject answer(String asked, String first, String answer) {
        if (!asked.equals(first)) {
            throw new VignetteException(
                    ErrorCode.KEY_REUSED, "The Idempotency-Key was sent before, with another request");
        }
        return new JsonObject(answer);
    }

    /// @return false when another request with this key was first
    public boolean remember(Handle handle, String fingerprint, JsonObject answer, Instant now) {
        return handle.createUpdate("""
                                INSERT INTO idempotency (subject, request_key, fingerprint, answer, created)
                                VALUES (?, ?, ?, ?, ?) ON CONFLICT (subject, request_key) DO NOTHING""")
                        .bind(0, subject)
                        .bind(1, key)
                        .bind(2, fingerprint)
                        .bind(3, answer.encode())
                        .bind(4, now.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Takes the key before its answer is known, for a transaction whose statements see what was committed before each:
    /// it waits for others that have taken it. To be followed by [#fill] in the same transaction.
    ///
    /// @return false when another request with this key was first, whose answer can be read now
    public boolean take(Handle handle, String fingerprint, Instant now) {
        return remember(handle, fingerprint, new JsonObject(), now);
    }

    /// The answer under a key that was taken.
    public void fill(Handle handle, JsonObject answer) {
        handle.createUpdate("UPDATE idempotency SET answer = ? WHERE subject = ? AND request_key = ?")
                .bind(0, answer.encode())
                .bind(1, subject)
                .bind(2, key)
                .execute();
    }

    /// Forgets those from before this time.
    static int forget(Handle handle, Instant before) {
        return handle.createUpdate("DELETE FROM idempotency WHERE created < ?")
                .bind(0, before.toEpochMilli())
                .execute();
    }
}
