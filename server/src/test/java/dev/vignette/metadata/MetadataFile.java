package dev.vignette.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes JPEG files of nothing but metadata and an empty scan.
final class MetadataFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MetadataFile() {
        write(0xff, 0xd8);
    }

    /// One TIFF field of big-endian bytes, in units of its type.
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked of it
    record Field(int tag, int type, byte[] value) {
        static Field text(int tag, String value) {
            return new Field(tag, 2, (value + "\0").getBytes(StandardCharsets.UTF_8));
        }

        static Field number(int tag, int value) {
            return new Field(tag, 3, new byte[] {(byte) (value >> 8), (byte) value});
        }

        static Field rationals(int tag, int... parts) {
            var value = ByteBuffer.allocate(4 * parts.length);
            for (int part : parts) {
                value.putInt(part);
            }
            return new Field(tag, 5, value.array());
        }

        static Field pointer(int tag, int offset) {
            return new Field(tag, 4, ByteBuffer.allocate(4).putInt(offset).array());
        }

        private int count() {
            return switch (type) {
                case 3 -> value.length / 2;
                case 4 -> value.length / 4;
                case 5 -> value.length / 8;
                default -> value.length;
            };
        }
    }

    /// The main directory, then that of the photo, then that of the position, 4 KB apart.
    static byte[] exif(List<Field> main, List<Field> photo, List<Field> gps) {
        var tiff = ByteBuffer.allocate(3 * 4096);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        var all = new ArrayList<>(main);
        all.add(Field.pointer(0x8769, 4096));
        all.add(Field.pointer(0x8825, 8192));
        directory(tiff, 8, all);
        directory(tiff, 4096, photo);
        directory(tiff, 8192, gps);
        return tiff.array();
    }

    private static void directory(ByteBuffer tiff, int at, List<Field> fields) {
        tiff.putShort(at, (short) fields.size());
        int entry = at + 2;
        int data = at + 2 + 12 * fields.size() + 4;
        for (Field field : fields) {
            tiff.putShort(entry, (short) field.tag).putShort(entry + 2, (short) field.type);
            tiff.putInt(entry + 4, field.count());
            if (field.value.length <= 4) {
                tiff.put(entry + 8, field.value);
            } else {
                tiff.putInt(entry + 8, data).put(data, field.value);
                data += field.value.length;
            }
            entry += 12;
        }
    }

    MetadataFile exif(byte[] tiff) {
        return segment(0xe1, "Exif\0\0", tiff);
    }

    MetadataFile xmp(String packet) {
        return segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", packet.getBytes(StandardCharsets.UTF_8));
    }

    /// Properties of one description.
    MetadataFile xmpProperties(String xml) {
        return xmp("<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>"
                + "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:exif='http://ns.adobe.com/exif/1.0/'"
                + " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>" + xml
                + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>\0\0");
    }

    /// Datasets of the application record, as number and text in turn.
    MetadataFile iptc(Object... datasets) {
        var records = new ByteArrayOutputStream();
        for (int i = 0; i < datasets.length; i += 2) {
            byte[] text = datasets[i + 1].toString().getBytes(StandardCharsets.US_ASCII);
            records.writeBytes(new byte[] {0x1c, 2, ((Integer) datasets[i]).byteValue(), 0, (byte) text.length});
            records.writeBytes(text);
        }
        return iptcBlock(records.toByteArray());
    }

    MetadataFile iptcBlock(byte[] block) {
        var resource = ByteBuffer.allocate(12 + block.length + (block.length & 1));
        resource.put("8BIM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0x0404)
                .putShort((short) 0);
        resource.putInt(block.length).put(block);
        return segment(0xed, "Photoshop 3.0\0", resource.array());
    }

    /// A profile in two segments.
    MetadataFile icc(byte[] profile) {
        int half = profile.length / 2;
        segment(0xe2, "ICC_PROFILE\0\2\2", Arrays.copyOfRange(profile, half, profile.length));
        return segment(0xe2, "ICC_PROFILE\0\1\2", Arrays.copyOf(profile, half));
    }

    MetadataFile comment(String text) {
        return segment(0xfe, text, new byte[0]);
    }

    byte[] build() {
        segment(0xc0, "", new byte[] {8, 0, 2, 0, 3, 1, 1, 0x11, 0});
        segment(0xda, "", new byte[] {1, 1, 0, 0, 63, 0});
        return bytes.toByteArray();
    }

    private MetadataFile segment(int marker, String prefix, byte[] body) {
        int length = 2 + prefix.getBytes(StandardCharsets.UTF_8).length + body.length;
        write(0xff, marker, length >> 8, length);
        bytes.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return this;
    }

    private void write(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
    }
}
