package dev.vignette.probe;

import java.util.function.BiConsumer;

/// The boxes of an ISO base media file (ISO/IEC 14496-12, 4.2): a size, four characters of type, and the contents.
final class Boxes {
    private Boxes() {}

    /// Hands over type and contents of every box; of one that is cut off, what there is. Less than a box header at the
    /// end is padding.
    static void read(Window parent, BiConsumer<String, Window> reader) {
        long at = 0;
        while (parent.has(at, 8)) {
            long size = parent.u32(at);
            int header = 8;
            if (size == 1) {
                size = parent.i64(at + 8);
                header = 16;
            } else if (size == 0) {
                size = parent.length() - at;
            }
            if (size < header) {
                throw Window.broken("A box is smaller than its own header");
            }
            reader.accept(parent.latin1(at + 4, 4), parent.atMost(at + header, size - header));
            if (size > parent.length() - at) {
                return;
            }
            at += size;
        }
    }
}
