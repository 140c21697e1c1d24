package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The items of a HEIF file and the properties of the primary one, from the `meta` box (ISO/IEC 14496-12, 8.11 and
/// ISO/IEC 23008-12, 6.5).
final class HeifItems {
    /// The pages of an atlas and the tiles of a very large picture together; what comes after is not looked at.
    private static final int MOST = 65_536;

    private record Property(String type, Window body) {}

    private record Item(String type, String contentType) {}

    private final Window file;
    private final Map<Long, Item> items = new TreeMap<>();
    private final List<Property> properties = new ArrayList<>();
    private final List<Property> primaryProperties = new ArrayList<>();
    private long primary = -1;
    private @Nullable Window itemData;
    private @Nullable HeifLocations locations;

    private HeifItems(Window file) {
        this.file = file;
    }

    static HeifItems of(Window file) {
        Window[] meta = {null};
        Boxes.read(file, (type, body) -> {
            if (type.equals("meta") && meta[0] == null) {
                meta[0] = body;
            }
        });
        if (meta[0] == null) {
            throw Window.broken("The file holds no still image");
        }
        var items = new HeifItems(file);
        items.readMeta(meta[0]);
        return items;
    }

    private void readMeta(Window meta) {
        Window[] association = {null};
        Boxes.read(meta.rest(4), (type, body) -> {
            switch (type) {
                case "pitm" -> primary = body.u8(0) == 0 ? body.u16(4) : body.u32(4);
                case "iinf" -> Boxes.read(body.rest(body.u8(0) == 0 ? 6 : 8), this::readItem);
                case "iloc" -> locations = HeifLocations.of(body, MOST);
                case "idat" -> itemData = body;
                case "iprp" ->
                    Boxes.read(body, (inner, contents) -> {
                        if (inner.equals("ipco")) {
                            Boxes.read(contents, this::readProperty);
                        } else if (inner.equals("ipma") && association[0] == null) {
                            association[0] = contents;
                        }
                    });
                default -> {}
            }
        });
        if (association[0] != null) {
            readAssociations(association[0]);
        }
    }

    /// `infe`, of which versions 2 and 3 carry a type.
    private void readItem(String type, Window body) {
        if (!type.equals("infe") || items.size() >= MOST || body.u8(0) < 2) {
            return;
        }
        int idBytes = body.u8(0) == 2 ? 2 : 4;
        long id = idBytes == 2 ? body.u16(4) : body.u32(4);
        String itemType = body.latin1(4 + idBytes + 2, 4);
        Window rest = body.rest(4 + idBytes + 6);
        // A name that nobody reads, then for `mime` its content type; both end in a zero byte.
        String content = itemType.equals("mime") ? rest.atMost(0, 128).latin1() : "";
        items.putIfAbsent(id, new Item(itemType, content));
    }

    private void readProperty(String type, Window body) {
        if (properties.size() < MOST) {
            properties.add(new Property(type, body));
        }
    }

    /// `ipma`: for every item the one-based indices of its properties, of 7 or 15 bits below an essential bit.
    private void readAssociations(Window body) {
        int idBytes = body.u8(0) == 0 ? 2 : 4;
        int indexBytes = (body.u8(3) & 1) == 0 ? 1 : 2;
        long at = 8;
        for (long left = body.u32(4); left > 0; left--) {
            long id = idBytes == 2 ? body.u16(at) : body.u32(at);
            int count = body.u8(at + idBytes);
            at += idBytes + 1;
            for (int i = 0; i < count; i++, at += indexBytes) {
                int index = indexBytes == 1 ? body.u8(at) & 0x7f : body.u16(at) & 0x7fff;
                if (id == primary && index >= 1 && index <= properties.size()) {
                    primaryProperties.add(properties.get(index - 1));
                }
            }
            if (id == primary) {
                return;
            }
        }
    }

    /// As stored, before rotation. A derived picture (a grid or an overlay) tells its size twice; the larger holds.
    Dimensions primaryDimensions() {
        Dimensions declared = primaryProperties("ispe")
                .map(body -> Window.dimensions(body.u32(4), body.u32(8)))
                .reduce(Window::larger)
                .orElseThrow(() -> Window.broken("The primary image has no dimensions"));
        String type = primaryType();
        int sizeAt = type.equals("grid") ? 4 : type.equals("iovl") ? 10 : 0;
        if (sizeAt == 0) {
            return declared;
        }
        Window data = data(primary).orElseThrow(() -> Window.broken("The primary image is not in the file"));
        boolean wide = (data.u8(1) & 1) != 0;
        long width = wide ? data.u32(sizeAt) : data.u16(sizeAt);
        long height = wide ? data.u32(sizeAt + 4) : data.u16(sizeAt + 2);
        return Window.larger(declared, Window.dimensions(width, height));
    }

    /// Whether the rotation of the primary item makes width and height change places.
    boolean isTurnedSideways() {
        return primaryProperties("irot").anyMatch(body -> (body.u8(0) & 1) == 1);
    }

    /// What the AV1 bitstreams themselves claim, of the primary item, its tiles and its alpha channel.
    Stream<Dimensions> codedPictures() {
        return items.entrySet().stream()
                .filter(entry -> entry.getValue().type.equals("av01"))
                .flatMap(entry -> data(entry.getKey()).stream())
                .flatMap(data -> Av1SequenceHeader.dimensions(data).stream());
    }

    /// The coding of the first item that has one; empty when it is none that is read.
    Optional<Format> coding() {
        return items.values().stream()
                .map(item -> switch (item.type) {
                    case "av01" -> Format.AVIF;
                    case "hvc1" -> Format.HEIC;
                    default -> null;
                })
                .filter(Objects::nonNull)
                .findFirst();
    }

    void blocks(MetadataBlocks.Collector into) {
        primaryProperties("colr")
                .filter(body -> body.startsWith("prof") || body.startsWith("rICC"))
                .forEach(body -> into.icc(body.rest(4)));
        items.forEach((id, item) -> {
            if (item.type.equals("Exif")) {
                data(id).ifPresent(data -> into.exif(ExifOrientation.withoutPrefix(data.rest(4 + data.u32(0)))));
            } else if (item.contentType.contains("application/rdf+xml")) {
                data(id).ifPresent(into::xmp);
            }
        });
    }

    private Stream<Window> primaryProperties(String type) {
        return primaryProperties.stream()
                .filter(property -> property.type.equals(type))
                .map(Property::body);
    }

    private String primaryType() {
        Item item = items.get(primary);
        return item == null ? "" : item.type;
    }

    private Optional<Window> data(long id) {
        return locations == null ? Optional.empty() : locations.data(id, file, itemData);
    }
}
