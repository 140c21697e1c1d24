/// The image library: images that are kept, found, described, shared and shown.
@NullMarked
package dev.vignette.library;

import org.jspecify.annotations.NullMarked;
