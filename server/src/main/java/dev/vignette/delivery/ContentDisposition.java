package dev.vignette.delivery;

import dev.vignette.image.Format;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The value of the `Content-Disposition` header (RFC 6266) of an answer that is to be saved.
final class ContentDisposition {
    private ContentDisposition() {}

    /// A plain name for all, and the true one in UTF-8.
    ///
    /// @param name of the file; empty leaves it to the client, and one without an extension gets that of the format
    static String attachment(String name, Format format) {
        if (name.isEmpty()) {
            return "attachment";
        }
        String whole = name.contains(".") ? name : name + "." + format.extension();
        String plain = whole.replaceAll("[^A-Za-z0-9._ -]", "_");
        // Of what URLEncoder leaves as it is, the star may not stand in an extended value (RFC 8187, section 3.2.1).
        String encoded = URLEncoder.encode(whole, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
