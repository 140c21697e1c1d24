/// What is asked for: parsed, validated and in one canonical form.
@NullMarked
package dev.vignette.options;

import org.jspecify.annotations.NullMarked;
