package dev.vignette.probe;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.util.Optional;
import java.util.Set;

/// AVIF and HEIC (ISO/IEC 23008-12): the dimensions are a property of the primary item. The decoder applies rotation
/// and mirroring itself, so they are those of the upright picture, and the orientation of an Exif item is ignored.
/// An image sequence counts as its still.
final class HeifContainer implements Container {
    private static final Set<String> AVIF = Set.of("avif", "avis", "avio");
    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "heif");
    private static final Set<String> GENERIC = Set.of("mif1", "mif2", "msf1", "miaf");
    private static final int MOST_BRANDS = 64;

    @Override
    public boolean recognises(Window file) {
        return brand(file).isPresent();
    }

    private enum Brand {
        AVIF,
        HEIC,
        GENERIC
    }

    @Override
    public ImageHeader header(Window file) {
        HeifItems items = HeifItems.of(file);
        Format format = brand(file).map(brand -> format(brand, items)).orElseThrow();
        Dimensions stored = items.primaryDimensions();
        items.codedPictures().forEach(picture -> Parts.requireSensible(stored, picture.width(), picture.height()));
        return ImageHeader.still(format, items.isTurnedSideways() ? stored.transposed() : stored);
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        HeifItems.of(file).blocks(into);
    }

    private static Format format(Brand brand, HeifItems items) {
        return switch (brand) {
            case AVIF -> Format.AVIF;
            case HEIC -> Format.HEIC;
            case GENERIC ->
                items.coding()
                        .orElseThrow(() -> new VignetteException(
                                ErrorCode.UNSUPPORTED_FORMAT,
                                "The source is a HEIF image in a coding that is not read"));
        };
    }

    /// The first of major and compatible brands that names a coding, else whether one names HEIF at all.
    private static Optional<Brand> brand(Window file) {
        if (!file.matches(4, "ftyp") || !file.has(8, 4)) {
            return Optional.empty();
        }
        long end = Math.min(Math.min(file.u32(0), file.length()), 16L + 4 * MOST_BRANDS);
        Optional<Brand> found = Optional.empty();
        for (long at = 8; at + 4 <= end; at = at == 8 ? 16 : at + 4) {
            String brand = file.latin1(at, 4);
            if (AVIF.contains(brand)) {
                return Optional.of(Brand.AVIF);
            } else if (HEIC.contains(brand)) {
                return Optional.of(Brand.HEIC);
            } else if (GENERIC.contains(brand)) {
                found = Optional.of(Brand.GENERIC);
            }
        }
        return found;
    }
}
