package dev.vignette.jpeg;

import java.util.List;

/// How a JPEG file is written. A quality or size out of range is an `IllegalArgumentException`.
///
/// @param width,height of the picture, which is that of the luma plane; 1 to 65535
/// @param quality 1 to 100, on the scale of libjpeg: the tables of Annex K are those of 50
/// @param subsampling of the chroma planes; a grey picture has none
/// @param progressive whether the file shows the whole picture early, in ten scans (six when grey), and not
///     from the top; its Huffman tables are always made to measure
/// @param optimise whether the Huffman tables are made to measure, or those of Annex K
/// @param segments written behind the JFIF header as they are, in this order
public record EncodeOptions(
        int width,
        int height,
        int quality,
        Subsampling subsampling,
        boolean progressive,
        boolean optimise,
        List<Segment> segments) {
    private static final int MOST = 65_535;

    public EncodeOptions {
        if (width < 1 || width > MOST || height < 1 || height > MOST) {
            throw new IllegalArgumentException(
                    "%d × %d: a JPEG file has 1 to %d rows and columns".formatted(width, height, MOST));
        }
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality %d is not of 1 to 100".formatted(quality));
        }
        segments = List.copyOf(segments);
    }

    /// Sequential, with Huffman tables made to measure and no segments.
    public static EncodeOptions of(int width, int height, int quality, Subsampling subsampling) {
        return new EncodeOptions(width, height, quality, subsampling, false, true, List.of());
    }
}
