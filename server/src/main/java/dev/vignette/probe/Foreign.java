package dev.vignette.probe;

import java.util.List;
import java.util.Locale;

/// What a file is that is not read here, as far as its first bytes tell: a client that sent a web page or a PDF learns
/// more from its name than from "not an image".
final class Foreign {
    private record Signature(int at, String magic, String name) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature(0, "BM", "a BMP image"),
            new Signature(0, "\0\0\1\0", "an ICO icon"),
            new Signature(0, "\0\0\2\0", "a CUR cursor"),
            new Signature(0, "\u00ff\n", "a JPEG XL image"),
            new Signature(4, "JXL \r\n\u0087\n", "a JPEG XL image"),
            new Signature(4, "jP  \r\n\u0087\n", "a JPEG 2000 image"),
            new Signature(0, "\u00ffO\u00ffQ", "a JPEG 2000 image"),
            new Signature(0, "II\u00bc", "a JPEG XR image"),
            new Signature(0, "8BPS", "a Photoshop document"),
            new Signature(0, "v/1\1", "an OpenEXR image"),
            new Signature(0, "#?RADIANCE", "a Radiance HDR image"),
            new Signature(0, "qoif", "a QOI image"),
            new Signature(0, "FUJIFILMCCD-RAW", "a camera raw file"),
            new Signature(0, "IIRO", "a camera raw file"),
            new Signature(0, "IIU\0", "a camera raw file"),
            new Signature(0, "%PDF-", "a PDF document"),
            new Signature(0, "%!PS", "a PostScript document"),
            new Signature(0, "PK\3\4", "a ZIP archive"),
            new Signature(0, "PK\5\6", "a ZIP archive"),
            new Signature(0, "\u001f\u008b", "gzip data (a compressed SVG is not read)"),
            new Signature(4, "ftyp", "a video or another ISO media file"),
            new Signature(0, "\u001aE\u00df\u00a3", "a WebM or Matroska video"),
            new Signature(0, "OggS", "an Ogg file"),
            new Signature(0, "ID3", "an MP3 file"),
            new Signature(0, "RIFF", "a RIFF file that is not WebP"),
            new Signature(0, "\u00ff\u00fe", "UTF-16 text"),
            new Signature(0, "\u00fe\u00ff", "UTF-16 text"));

    private static final int LOOKED_AT = 512;

    private Foreign() {}

    static String describe(Window file) {
        if (file.length() == 0) {
            return "The source is empty";
        }
        for (Signature signature : SIGNATURES) {
            if (file.matches(signature.at, signature.magic)) {
                return "The source looks like " + signature.name;
            }
        }
        Window start = file.atMost(0, LOOKED_AT);
        if (!isText(start)) {
            return "The source has none of the known image signatures";
        }
        return "The source looks like " + textKind(start.latin1());
    }

    private static String textKind(String text) {
        String start = text.replaceFirst("^\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")) {
            return "a web page (HTML)";
        } else if (start.startsWith("<?xml") || start.startsWith("<!--")) {
            return "XML that is not SVG";
        } else if (start.startsWith("{") || start.startsWith("[")) {
            return "JSON";
        }
        return "text";
    }

    private static boolean isText(Window start) {
        for (int i = 0; i < start.length(); i++) {
            int c = start.u8(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
                return false;
            }
        }
        return true;
    }
}
