package dev.vignette.metadata;

import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.iptc.IptcReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads IPTC-IIM datasets: a flat list, bounded by the length of its block.
final class IptcDatasets {
    /// Where the picture was taken, in words.
    private static final Set<Integer> LOCATION = Set.of(
            IptcDirectory.TAG_CONTENT_LOCATION_CODE,
            IptcDirectory.TAG_CONTENT_LOCATION_NAME,
            IptcDirectory.TAG_CITY,
            IptcDirectory.TAG_SUB_LOCATION,
            IptcDirectory.TAG_PROVINCE_OR_STATE,
            IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_CODE,
            IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_NAME);

    private IptcDatasets() {}

    static Map<String, String> read(ByteBuffer block, boolean withLocation, List<String> warnings) {
        byte[] bytes = new byte[block.remaining()];
        block.duplicate().get(bytes);
        var metadata = new Metadata();
        new IptcReader().extract(new SequentialByteArrayReader(bytes), metadata, bytes.length);
        var datasets = new TreeMap<String, String>();
        for (IptcDirectory directory : metadata.getDirectoriesOfType(IptcDirectory.class)) {
            directory.getErrors().forEach(error -> warnings.add("IPTC: " + error));
            for (Tag tag : directory.getTags()) {
                String description = Descriptions.of(tag, warnings);
                if (tag.hasTagName()
                        && !description.isEmpty()
                        && (withLocation || !LOCATION.contains(tag.getTagType()))) {
                    datasets.put(tag.getTagName(), description);
                }
            }
        }
        return datasets;
    }
}
