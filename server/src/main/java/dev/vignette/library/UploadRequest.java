package dev.vignette.library;

import dev.vignette.auth.Principal;
import dev.vignette.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is asked for with an upload, besides its files.
///
/// @param principal who adds the images, and owns them
/// @param details what is said of each of them
/// @param key by which it is known when it is sent again
/// @param form whether the files come in a form, and the answer is a list
record UploadRequest(
        Principal principal,
        ApiVersion version,
        Details details,
        Conversion conversion,
        Optional<Idempotency> key,
        boolean form) {
    /// The same with another title.
    UploadRequest titled(String title) {
        var named = new Details(title, details.description(), details.tags(), details.teams(), details.attributes());
        return new UploadRequest(principal, version, named, conversion, key, form);
    }

    /// Two requests with one key are the same when this is, and it is the same for no two others.
    ///
    /// @param files their hashes, in their order
    String fingerprint(List<String> files) {
        var digest = Sha256.begin();
        String text =
                Map.entry(List.of(version, details, conversion, form), files).toString();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Sha256.text(digest);
    }
}
