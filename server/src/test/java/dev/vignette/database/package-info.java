@NullMarked
package dev.vignette.database;

import org.jspecify.annotations.NullMarked;
