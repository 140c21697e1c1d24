package dev.vignette.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// An image of a session. Operations make new images and leave this one as it is; pixels are computed when they are
/// asked for, so an error of the decoder may come out of any later call.
public final class VipsImage {
    private final VipsSession session;
    private final MemorySegment handle;

    VipsImage(VipsSession session, MemorySegment handle) {
        this.session = session;
        this.handle = handle;
    }

    MemorySegment handle() {
        return handle;
    }

    public int width() {
        return LibVipsImage.width(handle);
    }

    /// Of all pages together.
    public int height() {
        return LibVipsImage.height(handle);
    }

    public int bands() {
        return LibVipsImage.bands(handle);
    }

    public boolean hasAlpha() {
        return LibVipsImage.hasAlpha(handle) != 0;
    }

    /// The colour space by its name in libvips, as in `srgb`, `b-w` or `cmyk`.
    public String interpretation() {
        MemorySegment nick = LibVips.enumNick(LibVips.typeInterpretation(), LibVipsImage.interpretation(handle));
        return nick.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// The height of one page of a stack of pages; the height where there is only one.
    public int pageHeight() {
        int height = integer("page-height").orElse(height());
        return height > 0 && height() % height == 0 ? height : height();
    }

    public int pages() {
        return height() / pageHeight();
    }

    /// Whether there is a metadata field of this name, as in `icc-profile-data`.
    public boolean has(String field) {
        try (Arena arena = Arena.ofConfined()) {
            return LibVipsImage.fieldType(handle, arena.allocateFrom(field)) != 0;
        }
    }

    public OptionalInt integer(String field) {
        if (!has(field)) {
            return OptionalInt.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
            if (LibVipsImage.getInt(handle, arena.allocateFrom(field), out) != 0) {
                throw new VipsException(Vips.lastError());
            }
            return OptionalInt.of(out.get(ValueLayout.JAVA_INT, 0));
        }
    }

    /// A field as text, whatever its type.
    public Optional<String> text(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            if (LibVipsImage.getAsString(handle, arena.allocateFrom(field), out) != 0) {
                throw new VipsException(Vips.lastError());
            }
            MemorySegment text = out.get(ValueLayout.ADDRESS, 0);
            try {
                return Optional.of(text.reinterpret(Long.MAX_VALUE).getString(0));
            } finally {
                GLib.free(text);
            }
        }
    }

    /// A binary field, as in `icc-profile-data`.
    public Optional<byte[]> blob(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(ValueLayout.ADDRESS);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            if (LibVipsImage.getBlob(handle, arena.allocateFrom(field), data, size) != 0) {
                throw new VipsException(Vips.lastError());
            }
            return Optional.of(data.get(ValueLayout.ADDRESS, 0)
                    .reinterpret(size.get(ValueLayout.JAVA_LONG, 0))
                    .toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /// The names of all metadata fields.
    public List<String> fields() {
        MemorySegment names = LibVipsImage.fields(handle).reinterpret(Long.MAX_VALUE);
        try {
            var fields = new ArrayList<String>();
            for (int i = 0; ; i++) {
                MemorySegment name = names.getAtIndex(ValueLayout.ADDRESS, i);
                if (name.address() == 0) {
                    return fields;
                }
                fields.add(name.reinterpret(Long.MAX_VALUE).getString(0));
            }
        } finally {
            GLib.strfreev(names);
        }
    }

    /// The same pixels without these metadata fields.
    public VipsImage without(List<String> fields) {
        VipsImage copy = copy(Map.of());
        try (Arena arena = Arena.ofConfined()) {
            for (String field : fields) {
                LibVipsImage.remove(copy.handle, arena.allocateFrom(field));
            }
        }
        return copy;
    }

    /// The same pixels with a metadata field set.
    public VipsImage with(String field, int value) {
        VipsImage copy = copy(Map.of());
        try (Arena arena = Arena.ofConfined()) {
            LibVipsImage.setInt(copy.handle, arena.allocateFrom(field), value);
        }
        return copy;
    }

    /// The same pixels with header values set, by the names of libvips.
    public VipsImage copy(Map<String, String> header) {
        return call("copy", header);
    }

    /// Scaled, and premultiplied meanwhile where there is alpha. Sizes are of one page.
    ///
    /// @param toSrgb convert the colours, from the profile that is embedded or the usual one for their space
    public VipsImage thumbnail(int width, int height, boolean toSrgb) {
        return session.call("thumbnail_image", operation -> {
            operation
                    .set("in", this)
                    .set("width", width)
                    .set("height", height)
                    .set("size", "force")
                    .set("no-rotate", true)
                    .set("fail-on", "error");
            if (toSrgb) {
                operation.set("output-profile", "srgb");
            }
        });
    }

    public VipsImage extract(int left, int top, int width, int height) {
        return session.call(
                "extract_area",
                operation -> operation
                        .set("input", this)
                        .set("left", left)
                        .set("top", top)
                        .set("width", width)
                        .set("height", height));
    }

    public VipsImage extract(Area area) {
        return extract(area.left(), area.top(), area.width(), area.height());
    }

    /// Turned clockwise by quarters.
    public VipsImage turned(int quarters) {
        return call("rot", Map.of("angle", "d" + 90 * quarters));
    }

    /// Mirrored from left to right.
    public VipsImage mirrored() {
        return call("flip", Map.of("direction", "horizontal"));
    }

    /// Laid over another of the same size, by alpha.
    public VipsImage over(VipsImage base) {
        return session.call(
                "composite2",
                operation -> operation.set("base", base).set("overlay", this).set("mode", "over"));
    }

    /// Any operation that takes `in` and gives `out`, with arguments by the names of libvips.
    public VipsImage call(String operationName, Map<String, String> arguments) {
        return session.call(operationName, operation -> {
            operation.set("in", this);
            arguments.forEach(operation::set);
        });
    }

    /// The part of this size where `interesting` (`attention`, `entropy`) finds most, without cutting it out.
    public Area interestingArea(int width, int height, String interesting) {
        try (Operation operation = new Operation("smartcrop")) {
            MemorySegment cut = operation
                    .set("input", this)
                    .set("width", width)
                    .set("height", height)
                    .set("interesting", interesting)
                    .build()
                    .image("out");
            try {
                // The cut says how far its origin was moved; offsets count from the cut to the picture.
                return new Area(-LibVipsImage.xOffset(cut), -LibVipsImage.yOffset(cut), width, height);
            } finally {
                GLib.unref(cut);
            }
        }
    }

    /// What is inside an even border.
    ///
    /// @param threshold colour distance that still counts as border
    /// @param background the colour of the border, its parts separated by blanks
    /// @return an area of no width and height when all is border
    public Area insideBorder(double threshold, String background) {
        try (Operation operation = new Operation("find_trim")) {
            operation
                    .set("in", this)
                    .set("threshold", threshold)
                    .set("background", background)
                    .build();
            return new Area(
                    operation.number("left"),
                    operation.number("top"),
                    operation.number("width"),
                    operation.number("height"));
        }
    }

    /// Computes all pixels now, into memory.
    public VipsImage inMemory() {
        return session.own(VipsSession.requireImage(LibVipsImage.copyMemory(handle)));
    }

    /// The pixels, row by row from the top, as stored: one byte a band for an 8-bit image.
    public byte[] pixels() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment data = VipsSession.requireImage(LibVipsImage.writeToMemory(handle, size));
            try {
                return data.reinterpret(size.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
            } finally {
                GLib.free(data);
            }
        }
    }

    /// The encoded file.
    ///
    /// @throws VipsException when the pixels cannot be decoded or encoded
    public byte[] save(Saver saver, Map<String, String> arguments) {
        session.requireWanted();
        try (Operation operation = new Operation(saver.operation())) {
            operation.set("in", this);
            arguments.forEach(operation::set);
            return operation.build().bytes("buffer");
        }
    }

    /// A rectangle in pixels.
    public record Area(int left, int top, int width, int height) {}
}
