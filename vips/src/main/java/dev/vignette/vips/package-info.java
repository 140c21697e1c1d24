/// libvips through the Foreign Function and Memory API, behind plain Java types.
@NullMarked
package dev.vignette.vips;

import org.jspecify.annotations.NullMarked;
