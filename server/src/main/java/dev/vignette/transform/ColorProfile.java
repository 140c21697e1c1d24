package dev.vignette.transform;

import dev.vignette.vips.VipsImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Whether the colours of an image have to be converted. To convert what is sRGB already costs as much as a fifth of a
/// JPEG thumbnail, most of it to set up, and changes nothing.
final class ColorProfile {
    private static final String FIELD = "icc-profile-data";
    private static final Set<String> PLAIN = Set.of("srgb", "b-w", "rgb16", "grey16");

    /// The description of the profile that nearly every sRGB file carries, as it stands in the profile.
    private static final byte[] SRGB = "sRGB IEC61966-2".getBytes(StandardCharsets.US_ASCII);

    /// A description stands among the first tags, before the curves.
    private static final int SEARCHED = 1024;

    private ColorProfile() {}

    /// Whether the pixels are RGB or grey, whatever profile they are in.
    static boolean plain(VipsImage image) {
        return PLAIN.contains(image.interpretation());
    }

    /// Whether it carries a profile other than sRGB.
    static boolean foreign(VipsImage image) {
        return image.blob(FIELD).filter(profile -> !isSrgb(profile)).isPresent();
    }

    /// Whether a profile is that of sRGB.
    ///
    /// @param profile all of it, or its beginning
    static boolean srgb(ByteBuffer profile) {
        byte[] beginning = new byte[Math.min(profile.remaining(), SEARCHED)];
        profile.get(profile.position(), beginning);
        return isSrgb(beginning);
    }

    private static boolean isSrgb(byte[] profile) {
        int last = Math.min(profile.length, SEARCHED) - SRGB.length;
        for (int at = 0; at <= last; at++) {
            if (matches(profile, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] profile, int at) {
        for (int i = 0; i < SRGB.length; i++) {
            if (profile[at + i] != SRGB[i]) {
                return false;
            }
        }
        return true;
    }
}
