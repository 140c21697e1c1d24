/// What an image tells in full: EXIF, XMP, IPTC, ICC, its colours and its placeholder hashes.
@NullMarked
package dev.vignette.metadata;

import org.jspecify.annotations.NullMarked;
