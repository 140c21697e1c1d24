@NullMarked
package dev.vignette.storage;

import org.jspecify.annotations.NullMarked;
