package dev.vignette.metadata;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an ICC profile says of itself (ICC.1:2022, 7.2 and 9.2.41).
///
/// @param name its description, as in `Display P3`; empty when it has none
/// @param colorSpace of the pixels, as in `RGB`
/// @param deviceClass four characters, as in `mntr` for a display
/// @param connectionSpace `XYZ` or `Lab`
/// @param version as in `4.3`
public record IccProfile(String name, String colorSpace, String deviceClass, String connectionSpace, String version) {
    private static final int HEADER = 128;
    private static final int MOST_TAGS = 200;
    private static final int LONGEST_NAME = 256;

    /// Empty when it is no profile or ends within its header.
    static Optional<IccProfile> read(ByteBuffer profile) {
        if (profile.limit() < HEADER + 4 || !fourCharacters(profile, 36).equals("acsp")) {
            return Optional.empty();
        }
        return Optional.of(new IccProfile(
                name(profile),
                fourCharacters(profile, 16),
                fourCharacters(profile, 12),
                fourCharacters(profile, 20),
                profile.get(8) + "." + (profile.get(9) >> 4 & 15)));
    }

    private static String name(ByteBuffer profile) {
        int tags = Math.clamp(Integer.toUnsignedLong(profile.getInt(HEADER)), 0, MOST_TAGS);
        try {
            for (int i = 0; i < tags; i++) {
                int entry = HEADER + 4 + 12 * i;
                if (fourCharacters(profile, entry).equals("desc")) {
                    return description(profile, profile.getInt(entry + 4));
                }
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException cutOff) {
            // A profile whose tags lie outside of it still has a header, and no name.
            return "";
        }
        return "";
    }

    private static String description(ByteBuffer profile, int at) {
        String type = fourCharacters(profile, at);
        if (type.equals("desc")) {
            return text(profile, at + 12, profile.getInt(at + 8), StandardCharsets.ISO_8859_1);
        } else if (type.equals("mluc") && profile.getInt(at + 8) > 0) {
            // Of several languages the first.
            return text(profile, at + profile.getInt(at + 24), profile.getInt(at + 20), StandardCharsets.UTF_16BE);
        }
        return "";
    }

    private static String text(ByteBuffer profile, int at, int length, Charset charset) {
        byte[] bytes = new byte[Math.clamp(length, 0, LONGEST_NAME)];
        profile.get(at, bytes);
        return new String(bytes, charset).replace("\0", "").strip();
    }

    private static String fourCharacters(ByteBuffer profile, int at) {
        byte[] bytes = new byte[4];
        profile.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }
}
