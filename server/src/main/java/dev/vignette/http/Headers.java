package dev.vignette.http;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Map;

/// The header fields of an answer, in their order. Those that many answers share are encoded once.
public final class Headers {
    /// No fields.
    public static final Headers NONE = new Headers(new CharSequence[0]);

    /// Names and values in turn.
    private final CharSequence[] fields;

    private Headers(CharSequence[] fields) {
        this.fields = fields;
    }

    /// The fields of a map, encoded as they will be sent.
    public static Headers of(Map<String, String> fields) {
        var encoded = new CharSequence[2 * fields.size()];
        int at = 0;
        for (var field : fields.entrySet()) {
            encoded[at++] = AsciiString.cached(field.getKey());
            encoded[at++] = AsciiString.of(field.getValue());
        }
        return new Headers(encoded);
    }

    /// These and one more, which is not among them.
    ///
    /// @param name best made once, by `HttpHeaders.createOptimized`, since it is sent as it is then
    public Headers with(CharSequence name, String value) {
        CharSequence[] more = Arrays.copyOf(fields, fields.length + 2);
        more[fields.length] = name;
        more[fields.length + 1] = value;
        return new Headers(more);
    }

    /// The value of a field; empty text when it is not among these.
    String value(CharSequence name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (AsciiString.contentEqualsIgnoreCase(fields[i], name)) {
                return fields[i + 1].toString();
            }
        }
        return "";
    }

    void addTo(MultiMap response) {
        for (int i = 0; i < fields.length; i += 2) {
            response.add(fields[i], fields[i + 1]);
        }
    }
}
