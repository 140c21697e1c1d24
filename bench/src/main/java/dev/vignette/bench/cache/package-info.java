/// The cache alone, without a server around it.
@NullMarked
package dev.vignette.bench.cache;

import org.jspecify.annotations.NullMarked;
