package dev.vignette.transform;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A big-endian EXIF block, and its ways into files.
final class ExifBlock {
    private static final int ORIENTATION = 0x0112;

    private final byte[] bytes;

    private ExifBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    static ExifBlock oriented(int orientation) {
        byte[] bytes = new byte[26];
        var tiff = ByteBuffer.wrap(bytes);
        header(tiff, 1);
        number(tiff, ORIENTATION, orientation);
        tiff.putInt(0);
        return new ExifBlock(bytes);
    }

    /// What a camera and its owner write: make, orientation, artist, copyright, a tag that nobody knows, the time, a
    /// comment, the camera's own notes, and the place.
    static ExifBlock photograph(int orientation, String artist, String copyright) {
        byte[] bytes = new byte[1200];
        var tiff = ByteBuffer.wrap(bytes);
        header(tiff, 7);
        text(tiff, 0x010f, "Camera maker", 100);
        number(tiff, ORIENTATION, orientation);
        text(tiff, 0x013b, artist, 200);
        text(tiff, 0x8298, copyright, 300);
        entry(tiff, 0x8769, 4, 1).putInt(400);
        entry(tiff, 0x8825, 4, 1).putInt(500);
        text(tiff, 0xc7a1, "private and unknown", 800);
        tiff.putInt(0).position(400).putShort((short) 3);
        text(tiff, 0x9003, "2026:01:02 03:04:05", 460);
        text(tiff, 0x927c, "private notes of the camera", 850);
        text(tiff, 0x9286, "ASCII\0\0\0private comment", 900);
        tiff.putInt(0).position(500).putShort((short) 4);
        entry(tiff, 1, 2, 2).put(new byte[] {'N', 0, 0, 0});
        position(tiff, 2, 600, 48);
        entry(tiff, 3, 2, 2).put(new byte[] {'E', 0, 0, 0});
        position(tiff, 4, 700, 11);
        tiff.putInt(0);
        return new ExifBlock(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /// As the first segment.
    byte[] inJpeg(byte[] jpeg) {
        byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + name.length + bytes.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + name.length + bytes.length))
                .put(name)
                .put(bytes)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /// As the chunk behind the header.
    byte[] inPng(byte[] png) {
        var out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(pngChunk("eXIf", bytes));
        out.write(png, 33, png.length - 33);
        return out.toByteArray();
    }

    static byte[] pngChunk(String name, byte[] body) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        var check = new CRC32();
        check.update(type);
        check.update(body);
        return ByteBuffer.allocate(12 + body.length)
                .putInt(body.length)
                .put(type)
                .put(body)
                .putInt((int) check.getValue())
                .array();
    }

    private static void header(ByteBuffer tiff, int fields) {
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) fields);
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }

    private static void number(ByteBuffer tiff, int tag, int value) {
        entry(tiff, tag, 3, 1).putShort((short) value).putShort((short) 0);
    }

    private static void text(ByteBuffer tiff, int tag, String value, int at) {
        byte[] text = (value + "\0").getBytes(StandardCharsets.UTF_8);
        entry(tiff, tag, 2, text.length).putInt(at).put(at, text);
    }

    private static void position(ByteBuffer tiff, int tag, int at, int degrees) {
        entry(tiff, tag, 5, 3).putInt(at);
        int[] parts = {degrees, 1, 30, 1, 0, 1};
        for (int i = 0; i < parts.length; i++) {
            tiff.putInt(at + 4 * i, parts[i]);
        }
    }
}
