package dev.vignette.metadata;

import com.adobe.internal.xmp.XMPMetaFactory;
import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpDirectory;
import com.drew.metadata.xmp.XmpReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads an XMP packet. A streaming parser goes over it first, because the XMP library builds a tree, walks it by
/// recursion, and repeats the names of all ancestors in the path of each property: depth, number and names are bounded
/// before it sees them, and a document type, by which XML can be made to expand or to fetch, is refused.
final class XmpProperties {
    private static final int MOST_DEPTH = 20;
    private static final int MOST_NODES = 4_000;
    private static final int LONGEST_NAME = 80;
    /// The library keeps every namespace it ever met in one registry for the whole process.
    private static final ReentrantLock REGISTRY = new ReentrantLock();

    private XmpProperties() {}

    static Map<String, String> read(ByteBuffer packet, List<String> warnings) {
        String xml = xml(packet);
        try {
            requireModest(xml);
        } catch (XMLStreamException e) {
            warnings.add("XMP: the packet is not well-formed or too complex");
            return Map.of();
        }
        return extract(xml, warnings);
    }

    /// One at a time, each with a fresh registry: else strangers' namespaces would pile up until memory ends, and the
    /// prefixes of one file would depend on those before it.
    private static Map<String, String> extract(String xml, List<String> warnings) {
        REGISTRY.lock();
        try {
            var metadata = new Metadata();
            new XmpReader().extract(xml, metadata);
            var properties = new TreeMap<String, String>();
            for (XmpDirectory directory : metadata.getDirectoriesOfType(XmpDirectory.class)) {
                directory.getErrors().forEach(error -> warnings.add("XMP: " + error));
                properties.putAll(directory.getXmpProperties());
            }
            return properties;
        } finally {
            XMPMetaFactory.reset();
            REGISTRY.unlock();
        }
    }

    /// Writers pad packets with zero bytes, which no XML may contain.
    private static String xml(ByteBuffer packet) {
        String text = StandardCharsets.UTF_8.decode(packet.duplicate()).toString();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        int start = text.startsWith("\ufeff") ? 1 : 0;
        return text.substring(start, Math.max(start, end)).strip();
    }

    private static void requireModest(String xml) throws XMLStreamException {
        if (xml.contains("<!DOCTYPE")) {
            throw new XMLStreamException("there is a document type");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        int depth = 0;
        int nodes = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                nodes += 1 + reader.getAttributeCount();
                requireModestNames(reader);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            if (depth > MOST_DEPTH || nodes > MOST_NODES) {
                throw new XMLStreamException("it is too deep or has too many nodes");
            }
        }
    }

    private static void requireModestNames(XMLStreamReader reader) throws XMLStreamException {
        int longest = Math.max(reader.getLocalName().length(), length(reader.getPrefix()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            longest = Math.max(longest, reader.getAttributeLocalName(i).length());
            longest = Math.max(longest, length(reader.getAttributePrefix(i)));
        }
        if (longest > LONGEST_NAME) {
            throw new XMLStreamException("a name is too long");
        }
    }

    private static int length(@Nullable String prefix) {
        return prefix == null ? 0 : prefix.length();
    }
}
