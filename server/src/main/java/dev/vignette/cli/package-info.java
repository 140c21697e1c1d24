/// The command line.
@NullMarked
package dev.vignette.cli;

import org.jspecify.annotations.NullMarked;
