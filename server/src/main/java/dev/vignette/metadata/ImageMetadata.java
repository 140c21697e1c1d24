package dev.vignette.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an image file tells beside its pixels, in the order in which a person would read it.
///
/// @param summary what most clients ask for, under plain names such as `cameraModel`; values are `String`, `Integer`,
///     `Double` or a `Map` of these
/// @param exif the name of each tag and its value in words, without maker notes and thumbnails
/// @param xmp each property by its path, as in `dc:creator[1]`
/// @param iptc the name of each dataset and its value; several values are separated by semicolons
/// @param icc the embedded colour profile
/// @param warnings what could not be read, or was left out because it is too much
public record ImageMetadata(
        Map<String, Object> summary,
        Map<String, String> exif,
        Map<String, String> xmp,
        Map<String, String> iptc,
        Optional<IccProfile> icc,
        List<String> warnings) {}
