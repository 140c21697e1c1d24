@NullMarked
package dev.vignette.bench;

import org.jspecify.annotations.NullMarked;
