package dev.vignette.auth;

import java.time.Instant;
import java.util.Set;

/// A link that shows images to whoever has it: some images, until a time, in no larger size than it says, unless
/// it is revoked before.
///
/// @param id what it is revoked by
/// @param creator the subject that made it
/// @param images the ids of what it shows
/// @param largest the most pixels of a rendition's longer side; 0 for the originals too
public record ShareLink(
        String id, String creator, Set<String> images, int largest, Instant created, Instant expires, boolean revoked) {
    /// What its token has in `typ`, so that it can never pass for an access token, nor one of these for it.
    static final String TYPE = "vignette-link+jwt";

    public ShareLink {
        images = Set.copyOf(images);
    }

    /// The same with other images.
    ShareLink showing(Set<String> others) {
        return new ShareLink(id, creator, others, largest, created, expires, revoked);
    }

    /// Whether it shows the image.
    public boolean shows(String image) {
        return images.contains(image);
    }
}
