package dev.vignette.metadata;

import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The few facts most clients ask for, wherever in a file they were found. EXIF comes first, then XMP, then IPTC.
final class Summary {
    private static final Pattern EXIF_TIME =
            Pattern.compile("(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?");

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> warnings;

    private Summary(List<String> warnings) {
        this.warnings = warnings;
    }

    static Map<String, Object> of(
            @Nullable ExifTags exif, Map<String, String> xmp, Map<String, String> iptc, List<String> warnings) {
        var summary = new Summary(warnings);
        if (exif != null) {
            summary.addCamera(exif.main(), exif.photo());
            summary.addPosition(exif.gps());
        }
        summary.addText("artist", xmp.get("dc:creator[1]"));
        summary.addText("artist", iptc.get("By-line"));
        summary.addText("copyright", xmp.get("dc:rights[1]"));
        summary.addText("copyright", iptc.get("Copyright Notice"));
        summary.addText("title", xmp.get("dc:title[1]"));
        summary.addText("title", iptc.get("Headline"));
        summary.addText("description", xmp.get("dc:description[1]"));
        summary.addText("description", iptc.get("Caption/Abstract"));
        return summary.facts;
    }

    private void addCamera(Directory main, Directory photo) {
        addText("cameraMake", main.getString(ExifDirectoryBase.TAG_MAKE));
        addText("cameraModel", main.getString(ExifDirectoryBase.TAG_MODEL));
        addText("lensMake", photo.getString(ExifDirectoryBase.TAG_LENS_MAKE));
        addText("lensModel", photo.getString(ExifDirectoryBase.TAG_LENS_MODEL));
        addText("software", main.getString(ExifDirectoryBase.TAG_SOFTWARE));
        addText("exposureTime", exposure(photo.getRational(ExifDirectoryBase.TAG_EXPOSURE_TIME)));
        addNumber("fNumber", () -> photo.getDoubleObject(ExifDirectoryBase.TAG_FNUMBER));
        addNumber("iso", () -> photo.getInteger(ExifDirectoryBase.TAG_ISO_EQUIVALENT));
        addNumber("focalLength", () -> photo.getDoubleObject(ExifDirectoryBase.TAG_FOCAL_LENGTH));
        addNumber("orientation", () -> main.getInteger(ExifDirectoryBase.TAG_ORIENTATION));
        String offset = photo.getString(ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL);
        addTime("takenAt", photo.getString(ExifDirectoryBase.TAG_DATETIME_ORIGINAL), offset);
        addTime("modifiedAt", main.getString(ExifDirectoryBase.TAG_DATETIME), null);
        addText("artist", main.getString(ExifDirectoryBase.TAG_ARTIST));
        addText("copyright", main.getString(ExifDirectoryBase.TAG_COPYRIGHT));
        addText("description", main.getString(ExifDirectoryBase.TAG_IMAGE_DESCRIPTION));
    }

    private void addPosition(GpsDirectory gps) {
        var position = new LinkedHashMap<String, Object>();
        try {
            GeoLocation location = gps.getGeoLocation();
            if (location != null && !location.isZero()) {
                position.put("latitude", location.getLatitude());
                position.put("longitude", location.getLongitude());
            }
            Double altitude = gps.getDoubleObject(GpsDirectory.TAG_ALTITUDE);
            if (altitude != null && Double.isFinite(altitude)) {
                Integer reference = gps.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
                position.put("altitude", reference != null && reference == 1 ? -altitude : altitude);
            }
        } catch (RuntimeException e) {
            // As for descriptions: the library takes the tags for well-formed.
            warnings.add("EXIF: the position cannot be read");
        }
        if (!position.isEmpty()) {
            facts.put("gps", position);
        }
    }

    private void addText(String name, @Nullable String value) {
        String text = value == null ? "" : Descriptions.printable(value);
        if (!text.isEmpty()) {
            facts.putIfAbsent(name, text);
        }
    }

    private void addNumber(String name, Supplier<? extends @Nullable Number> value) {
        Number number = value.get();
        if (number != null && Double.isFinite(number.doubleValue())) {
            facts.putIfAbsent(name, number);
        }
    }

    /// As ISO 8601, with the offset from UTC when the camera noted it.
    private void addTime(String name, @Nullable String value, @Nullable String offset) {
        var matcher = EXIF_TIME.matcher(value == null ? "" : value.strip());
        if (matcher.matches() && !matcher.group(1).equals("0000")) {
            String zone = offset != null && offset.strip().matches("[+-]\\d\\d:\\d\\d|Z") ? offset.strip() : "";
            facts.putIfAbsent(name, matcher.replaceFirst("$1-$2-$3T$4") + zone);
        }
    }

    /// In seconds: `1/250` below half a second, else a decimal.
    private static @Nullable String exposure(@Nullable Rational seconds) {
        if (seconds == null || seconds.getNumerator() <= 0 || seconds.getDenominator() <= 0) {
            return null;
        }
        double value = seconds.doubleValue();
        if (value < 0.5) {
            return "1/" + Math.round(1 / value);
        }
        double tenths = Math.round(value * 10) / 10.0;
        return tenths == Math.rint(tenths) ? String.valueOf((long) tenths) : String.valueOf(tenths);
    }
}
