/// What can go wrong: every failure has a code that owns its HTTP status and its public text.
@NullMarked
package dev.vignette.error;

import org.jspecify.annotations.NullMarked;
