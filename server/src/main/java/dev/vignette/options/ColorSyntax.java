package dev.vignette.options;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Colours as hexadecimal digits, with or without the `#` of CSS.
final class ColorSyntax {
    static final Syntax<Color> HEX = new Syntax<>(
            List.of("rgb", "rrggbb", "rrggbbaa (hexadecimal digits)"), ColorSyntax::read, ColorSyntax::write);

    private static final Pattern TEXT = Pattern.compile("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    private ColorSyntax() {}

    private static Optional<Color> read(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        if (digits.length() == 3) {
            digits = digits.replaceAll("[0-9a-fA-F]", "$0$0");
        }
        byte[] parts = HexFormat.of().parseHex(digits);
        int alpha = parts.length == 4 ? Byte.toUnsignedInt(parts[3]) : 255;
        return Optional.of(new Color(
                Byte.toUnsignedInt(parts[0]), Byte.toUnsignedInt(parts[1]), Byte.toUnsignedInt(parts[2]), alpha));
    }

    private static String write(Color color) {
        byte[] parts = {(byte) color.red(), (byte) color.green(), (byte) color.blue(), (byte) color.alpha()};
        return HexFormat.of().formatHex(parts, 0, color.alpha() == 255 ? 3 : 4);
    }
}
