package dev.vignette.http;

import dev.vignette.error.VignetteException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/// Parts of a URL as they are written there (RFC 3986, section 2.1), of text in UTF-8.
final class PercentEncoding {
    private PercentEncoding() {}

    /// @param text one character a byte; bytes that should have been escaped count as they are
    /// @param part what it is a part of, for the message
    /// @param failure made of what is wrong: an escape is broken, or the bytes are not UTF-8
    static String decode(String text, String part, Function<String, VignetteException> failure) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                if (!isEscape(bytes, i)) {
                    throw failure.apply("The " + part + " is not percent-encoded as it should be");
                }
                bytes[length++] =
                        (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure.apply("The " + part + " is not UTF-8");
        }
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
    }
}
