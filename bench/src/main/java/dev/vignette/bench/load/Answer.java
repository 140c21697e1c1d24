package dev.vignette.bench.load;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Tells whether an answer is the thumbnail that was asked for: status, media type, magic bytes and dimensions.
final class Answer {
    private static final int EXCERPT = 200;

    private Answer() {}

    /// Fails on any answer that is not the image asked for, whose longer side must be the size asked for.
    static void check(HttpResponse<byte[]> response, Work work) {
        byte[] body = response.body();
        if (response.statusCode() != 200) {
            String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8);
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode() + ": " + text);
        }
        String type = response.headers().firstValue("content-type").orElse("none");
        if (!type.equals("image/" + work.target().parameter())) {
            throw new IllegalStateException(response.uri() + " answered " + type + " for " + work);
        }
        checkSide(body, work);
    }

    /// Fails when an image, of which the start is enough, is not of the format and the size asked for.
    static void checkSide(byte[] image, Work work) {
        int side = longerSide(image, work.target());
        if (Math.abs(side - work.size()) > 1) {
            throw new IllegalStateException("the answer has " + side + " pixels for " + work);
        }
    }

    /// The longer side, from the image's header; fails where the magic bytes are not the format's.
    static int longerSide(byte[] image, Target target) {
        ByteBuffer bytes = ByteBuffer.wrap(image);
        return switch (target) {
            case JPEG -> jpeg(bytes);
            case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
            case AVIF -> avif(bytes);
        };
    }

    private static int jpeg(ByteBuffer bytes) {
        demand(bytes.remaining() > 4 && bytes.getShort(0) == (short) 0xFFD8, "JPEG");
        int at = 2;
        while (at + 9 < bytes.limit()) {
            int marker = Byte.toUnsignedInt(bytes.get(at + 1));
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return Math.max(bytes.getShort(at + 5), bytes.getShort(at + 7));
            }
            at += 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
        }
        throw new IllegalStateException("a JPEG without a frame");
    }

    private static int webp(ByteBuffer bytes) {
        demand(
                bytes.remaining() > 30
                        && tag(bytes, 0).equals("RIFF")
                        && tag(bytes, 8).equals("WEBP"),
                "WebP");
        return switch (tag(bytes, 12)) {
            case "VP8 " -> Math.max(bytes.getShort(26) & 0x3FFF, bytes.getShort(28) & 0x3FFF);
            case "VP8L" -> Math.max(bytes.getInt(21) & 0x3FFF, bytes.getInt(21) >> 14 & 0x3FFF) + 1;
            case "VP8X" -> Math.max(bytes.getInt(24) & 0xFFFFFF, bytes.getInt(26) >>> 8) + 1;
            case String other -> throw new IllegalStateException("a WebP that starts with " + other);
        };
    }

    private static int avif(ByteBuffer bytes) {
        demand(
                bytes.remaining() > 12
                        && tag(bytes, 4).equals("ftyp")
                        && tag(bytes, 8).equals("avif"),
                "AVIF");
        for (int at = 12; at + 16 < bytes.limit(); at++) {
            if (tag(bytes, at).equals("ispe")) {
                return Math.max(bytes.getInt(at + 8), bytes.getInt(at + 12));
            }
        }
        throw new IllegalStateException("an AVIF without dimensions");
    }

    private static String tag(ByteBuffer bytes, int at) {
        byte[] tag = new byte[4];
        bytes.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static void demand(boolean magic, String format) {
        if (!magic) {
            throw new IllegalStateException("the answer is no " + format);
        }
    }
}
