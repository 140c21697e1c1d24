package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.jspecify.annotations.Nullable;

/// TIFF 6.0 and BigTIFF: a chain of directories, one a page. The dimensions are those of the largest page.
final class TiffContainer implements Container {
    private static final int XMP = 700;
    private static final int IPTC = 33_723;
    private static final int PHOTOSHOP = 34_377;
    private static final int ICC = 34_675;

    @Override
    public boolean recognises(Window file) {
        return TiffStructure.of(file).isPresent();
    }

    @Override
    public ImageHeader header(Window file) {
        TiffStructure tiff = structure(file);
        @Nullable Dimensions largest = null;
        var orientation = Orientation.UPRIGHT;
        int pages = 0;
        long at = tiff.first();
        do {
            var page = new Page();
            at = tiff.directory(at, page::read);
            Dimensions dimensions = page.dimensions();
            if (largest == null) {
                orientation = page.orientation;
                largest = dimensions;
            }
            largest = Window.larger(largest, dimensions);
            pages++;
        } while (at != 0 && tiff.contains(at) && pages < MOST_FRAMES);
        return new ImageHeader(Format.TIFF, largest, pages, orientation, false);
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        into.exif(file);
        TiffStructure tiff = structure(file);
        tiff.directory(tiff.first(), field -> {
            switch (field.tag()) {
                case XMP -> into.xmp(field.value());
                case IPTC -> into.iptc(field.value());
                case PHOTOSHOP -> PhotoshopResources.iptc(field.value(), into);
                case ICC -> into.icc(field.value());
                default -> {}
            }
        });
    }

    private static TiffStructure structure(Window file) {
        return TiffStructure.of(file).orElseThrow(() -> Window.broken("The TIFF header is cut off"));
    }

    private static final class Page {
        /// A decoder holds all channels of a pixel, which the limits on pixels do not see; nothing real has as many.
        private static final int MOST_CHANNELS = 32;

        private long width;
        private long height;
        private long tileWidth = 1;
        private long tileHeight = 1;
        private Orientation orientation = Orientation.UPRIGHT;

        void read(TiffStructure.Field field) {
            switch (field.tag()) {
                case 256 -> width = field.number();
                case 257 -> height = field.number();
                case ExifOrientation.TAG -> orientation = ExifOrientation.of(field);
                case 277 -> requireChannels(field.number());
                case 322 -> tileWidth = field.number();
                case 323 -> tileHeight = field.number();
                default -> {}
            }
        }

        Dimensions dimensions() {
            Dimensions dimensions = Window.dimensions(width, height);
            Parts.requireSensible(dimensions, tileWidth, tileHeight);
            return dimensions;
        }

        private static void requireChannels(long channels) {
            if (channels < 1 || channels > MOST_CHANNELS) {
                throw Window.broken("The TIFF header claims " + channels + " channels");
            }
        }
    }
}
