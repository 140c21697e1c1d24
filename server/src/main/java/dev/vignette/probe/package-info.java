/// What an image says of itself in its first bytes, read in plain Java before any decoder sees it.
@NullMarked
package dev.vignette.probe;

import org.jspecify.annotations.NullMarked;
