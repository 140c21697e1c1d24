/// Originals: fetched over HTTP behind an address guard, or read under a local root.
@NullMarked
package dev.vignette.source;

import org.jspecify.annotations.NullMarked;
