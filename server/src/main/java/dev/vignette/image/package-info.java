/// Value types: formats, dimensions, orientation, encoded images.
@NullMarked
package dev.vignette.image;

import org.jspecify.annotations.NullMarked;
