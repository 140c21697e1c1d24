package dev.vignette.metadata;

import com.drew.metadata.Directory;
import com.drew.metadata.Tag;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import dev.vignette.probe.MetadataBlocks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads EXIF, XMP, IPTC and ICC of an image file. The blocks are found by `probe`, bounded, and only then given to
/// metadata-extractor, whose own readers of files trust the lengths in them.
///
/// A damaged block makes a warning, never a failure.
public final class MetadataReader {
    /// Local names of the XMP properties that tell where a picture was taken, in coordinates or in words.
    private static final Pattern LOCATION = Pattern.compile(
            ".*(?:gps|latitude|longitude|location|geotag|:(?:sub)?city|:state|:province|:country|:worldregion).*");

    private static final int MOST_PROPERTIES = 1_000;
    private static final int LONGEST_PATH = 500;
    private static final int MOST_WARNINGS = 20;

    private MetadataReader() {}

    /// @param gps whether to tell where the picture was taken: the GPS directory of EXIF, and places in XMP and IPTC
    /// @throws VignetteException `UNSUPPORTED_FORMAT` when it is no image that is read here
    public static ImageMetadata read(ImageFile bytes, boolean gps) {
        MetadataBlocks blocks = MetadataBlocks.of(bytes);
        var warnings = new ArrayList<>(blocks.warnings());
        @Nullable
        ExifTags exif =
                blocks.exif().map(tiff -> ExifTags.read(tiff, gps, warnings)).orElse(null);
        Map<String, String> xmp =
                blocks.xmp().map(packet -> xmp(packet, gps, warnings)).orElse(Map.of());
        Map<String, String> iptc = blocks.iptc()
                .map(block -> IptcDatasets.read(block, gps, warnings))
                .orElse(Map.of());
        Map<String, Object> summary = Summary.of(exif, xmp, iptc, warnings);
        blocks.comment()
                .map(comment ->
                        StandardCharsets.UTF_8.decode(comment.duplicate()).toString())
                .map(Descriptions::printable)
                .filter(comment -> !comment.isEmpty())
                .ifPresent(comment -> summary.put("comment", comment));
        Map<String, String> tags = exif == null ? Map.of() : describe(exif, warnings);
        Optional<IccProfile> icc = blocks.icc().flatMap(IccProfile::read);
        if (blocks.icc().isPresent() && icc.isEmpty()) {
            warnings.add("ICC: the profile has no header");
        }
        List<String> told = warnings.stream()
                .distinct()
                .limit(MOST_WARNINGS)
                .map(Descriptions::printable)
                .toList();
        return new ImageMetadata(summary, tags, xmp, iptc, icc, told);
    }

    private static Map<String, String> describe(ExifTags exif, List<String> warnings) {
        var tags = new LinkedHashMap<String, String>();
        for (Directory directory : exif.all()) {
            for (Tag tag : directory.getTags()) {
                String description = tag.hasTagName() ? Descriptions.of(tag, warnings) : "";
                if (!description.isEmpty()) {
                    tags.putIfAbsent(tag.getTagName(), description);
                }
            }
        }
        return tags;
    }

    private static Map<String, String> xmp(ByteBuffer packet, boolean gps, List<String> warnings) {
        Map<String, String> properties = XmpProperties.read(packet, warnings);
        var kept = new TreeMap<String, String>();
        properties.forEach((path, value) -> {
            boolean location = LOCATION.matcher(path.toLowerCase(Locale.ROOT)).matches();
            if ((gps || !location) && kept.size() < MOST_PROPERTIES && path.length() <= LONGEST_PATH) {
                kept.put(path, Descriptions.printable(value));
            }
        });
        if (kept.size() == MOST_PROPERTIES) {
            warnings.add("XMP: only the first " + MOST_PROPERTIES + " properties are told");
        }
        return kept;
    }
}
