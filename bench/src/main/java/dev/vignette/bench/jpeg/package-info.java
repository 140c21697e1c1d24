/// The JPEG codec alone, without a server around it.
@NullMarked
package dev.vignette.bench.jpeg;

import org.jspecify.annotations.NullMarked;
