/// Configuration records, bound from environment variables and a file, and the reference page made from them.
@NullMarked
package dev.vignette.config;

import org.jspecify.annotations.NullMarked;
