package dev.vignette.metadata;

import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.StringValue;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import dev.vignette.error.VignetteException;
import dev.vignette.probe.TiffStructure;
import dev.vignette.probe.TiffStructure.Field;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/// Fills metadata-extractor's directories, which know the names and the meanings of tags, from an Exif block.
///
/// Its own reader would allocate every value that a directory claims, and directories may claim the same bytes a
/// thousand times over: 64 KB of Exif can take gigabytes. Here the number of tags and the size of each are bounded, and
/// what is large or of no use to a reader is not touched: maker notes, thumbnails, pixel data.
final class ExifTags {
    private static final int MOST_TAGS = 512;
    private static final int MOST_BYTES = 2_048;
    private static final int EXIF_POINTER = 0x8769;
    private static final int GPS_POINTER = 0x8825;
    private static final int INTEROPERABILITY_POINTER = 0xa005;
    private static final int MAKER_NOTE = 0x927c;

    private final ExifIFD0Directory main = new ExifIFD0Directory();
    private final ExifSubIFDDirectory photo = new ExifSubIFDDirectory();
    private final GpsDirectory gps = new GpsDirectory();
    private int tags;
    private long photoAt;
    private long gpsAt;

    /// Reads what there is.
    ///
    /// @param withGps whether the directory of the position is looked at
    static ExifTags read(TiffStructure tiff, boolean withGps, List<String> warnings) {
        var exif = new ExifTags();
        try {
            exif.read(tiff, tiff.first(), exif.main);
            if (exif.photoAt != 0) {
                exif.read(tiff, exif.photoAt, exif.photo);
            }
            if (withGps && exif.gpsAt != 0) {
                exif.read(tiff, exif.gpsAt, exif.gps);
            }
        } catch (VignetteException damaged) {
            warnings.add("EXIF: " + damaged.getMessage());
        }
        return exif;
    }

    Directory main() {
        return main;
    }

    Directory photo() {
        return photo;
    }

    /// Empty unless it was asked for.
    GpsDirectory gps() {
        return gps;
    }

    List<Directory> all() {
        return List.of(main, photo, gps);
    }

    private void read(TiffStructure tiff, long at, Directory into) {
        tiff.directory(at, field -> {
            if (field.tag() == EXIF_POINTER && field.isWhole()) {
                photoAt = field.number();
            } else if (field.tag() == GPS_POINTER && field.isWhole()) {
                gpsAt = field.number();
            } else if (isWanted(field) && tags < MOST_TAGS) {
                tags++;
                set(into, field);
            }
        });
    }

    private static boolean isWanted(Field field) {
        return field.isWhole()
                && field.size() <= MOST_BYTES
                && switch (field.tag()) {
                    case MAKER_NOTE,
                            INTEROPERABILITY_POINTER,
                            ExifDirectoryBase.TAG_STRIP_OFFSETS,
                            ExifDirectoryBase.TAG_STRIP_BYTE_COUNTS,
                            ExifDirectoryBase.TAG_TILE_OFFSETS,
                            ExifDirectoryBase.TAG_TILE_BYTE_COUNTS,
                            ExifDirectoryBase.TAG_SUB_IFD_OFFSET -> false;
                    default -> true;
                };
    }

    private static void set(Directory into, Field field) {
        int tag = field.tag();
        boolean single = field.count() == 1;
        switch (field.type()) {
            case 2 -> into.setStringValue(tag, text(field.bytes()));
            case 5, 10 -> {
                Rational[] values = LongStream.range(0, field.count())
                        .mapToObj(i -> new Rational(field.numerator(i), field.denominator(i)))
                        .toArray(Rational[]::new);
                if (single) {
                    into.setRational(tag, values[0]);
                } else {
                    into.setRationalArray(tag, values);
                }
            }
            case 11, 12 -> into.setDouble(tag, field.real(0));
            case 1, 6, 7 -> {
                if (single && field.type() != 7) {
                    into.setInt(tag, (int) field.number());
                } else {
                    into.setByteArray(tag, field.bytes());
                }
            }
            default -> setIntegers(into, tag, field.count(), field::number);
        }
    }

    private static void setIntegers(Directory into, int tag, long count, LongUnaryOperator value) {
        if (count == 1) {
            into.setLong(tag, value.applyAsLong(0));
        } else {
            into.setIntArray(
                    tag,
                    LongStream.range(0, count)
                            .map(value)
                            .mapToInt(number -> (int) number)
                            .toArray());
        }
    }

    /// Up to the first zero byte. The standard says ASCII; writers use UTF-8 or Latin-1.
    private static StringValue text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        byte[] text = Arrays.copyOf(bytes, end);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return new StringValue(text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return new StringValue(text, StandardCharsets.ISO_8859_1);
        }
    }
}
