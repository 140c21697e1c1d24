/// From an original to a rendition: one visible list of steps on the codec pool.
@NullMarked
package dev.vignette.transform;

import org.jspecify.annotations.NullMarked;
