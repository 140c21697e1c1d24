/// Renditions kept in memory and on disk, and one render for any number of clients who ask for the same.
@NullMarked
package dev.vignette.cache;

import org.jspecify.annotations.NullMarked;
