/// Start-up and wiring.
@NullMarked
package dev.vignette;

import org.jspecify.annotations.NullMarked;
