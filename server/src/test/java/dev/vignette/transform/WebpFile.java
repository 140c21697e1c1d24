package dev.vignette.transform;

import dev.vignette.probe.HeaderProbe;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Puts chunks of WebP files together anew (RFC 9649).
final class WebpFile {
    private static final int ALPHA = 0x10;
    private static final int EXIF = 0x08;
    private static final int ANIMATION = 0x02;

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    private WebpFile() {}

    static byte[] animation(List<byte[]> stills, List<Integer> milliseconds, int loops) {
        var size = HeaderProbe.probe(stills.getFirst()).dimensions();
        var file = new WebpFile();
        file.chunk("VP8X", extended(ANIMATION | ALPHA, size.width(), size.height()));
        file.chunk("ANIM", buffer(6).putInt(0).putShort((short) loops).array());
        for (int i = 0; i < stills.size(); i++) {
            byte[] bitstream = bitstream(stills.get(i));
            byte[] frame = new byte[16 + bitstream.length];
            var body = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
            put24(body, 0, 0, size.width() - 1, size.height() - 1, milliseconds.get(i));
            // Neither blended with what was there nor left behind.
            body.put((byte) 3).put(bitstream);
            file.chunk("ANMF", frame);
        }
        return file.riff();
    }

    static byte[] withExif(byte[] still, byte[] tiff) {
        var size = HeaderProbe.probe(still).dimensions();
        var file = new WebpFile();
        file.chunk("VP8X", extended(EXIF, size.width(), size.height()));
        file.chunks.writeBytes(bitstream(still));
        file.chunk("EXIF", tiff);
        return file.riff();
    }

    private static byte[] extended(int flags, int width, int height) {
        byte[] bytes = new byte[10];
        var body = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(flags);
        put24(body, width - 1, height - 1);
        return bytes;
    }

    /// The chunks that hold pixels.
    private static byte[] bitstream(byte[] still) {
        var kept = new WebpFile();
        var from = ByteBuffer.wrap(still).order(ByteOrder.LITTLE_ENDIAN).position(12);
        while (from.remaining() >= 8) {
            byte[] name = new byte[4];
            from.get(name);
            byte[] body = new byte[from.getInt()];
            from.get(body).position(Math.min(from.limit(), from.position() + (body.length & 1)));
            String type = new String(name, StandardCharsets.US_ASCII);
            if (type.equals("VP8 ") || type.equals("VP8L") || type.equals("ALPH")) {
                kept.chunk(type, body);
            }
        }
        return kept.chunks.toByteArray();
    }

    private void chunk(String type, byte[] body) {
        chunks.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(buffer(4).putInt(body.length).array());
        chunks.writeBytes(body);
        chunks.writeBytes(new byte[body.length & 1]);
    }

    private byte[] riff() {
        byte[] body = chunks.toByteArray();
        return buffer(12 + body.length)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + body.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
    }

    private static void put24(ByteBuffer into, int... numbers) {
        for (int number : numbers) {
            into.putShort((short) number).put((byte) (number >> 16));
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
