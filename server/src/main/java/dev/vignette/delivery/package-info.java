/// The thumbnail request, end to end.
@NullMarked
package dev.vignette.delivery;

import org.jspecify.annotations.NullMarked;
