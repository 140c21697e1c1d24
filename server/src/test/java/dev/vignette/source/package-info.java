@NullMarked
package dev.vignette.source;

import org.jspecify.annotations.NullMarked;
