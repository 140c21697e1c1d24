@NullMarked
package dev.vignette.work;

import org.jspecify.annotations.NullMarked;
