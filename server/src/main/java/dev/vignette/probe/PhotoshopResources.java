package dev.vignette.probe;

/// The image resource blocks of Photoshop, of which one holds IPTC: `8BIM`, an id, a padded Pascal string, a length
/// and the data padded to an even length (Adobe Photoshop File Formats Specification).
final class PhotoshopResources {
    private static final int IPTC = 0x0404;

    private PhotoshopResources() {}

    static void iptc(Window resources, MetadataBlocks.Collector into) {
        long at = 0;
        while (resources.has(at, 12) && resources.matches(at, "8BIM")) {
            int id = resources.u16(at + 4);
            int name = 1 + resources.u8(at + 6);
            long length = at + 6 + name + (name & 1);
            long size = resources.u32(length);
            if (id == IPTC) {
                into.iptc(resources.part(length + 4, size));
            }
            at = length + 4 + size + (size & 1);
        }
    }
}
