/// Files on the local disk.
@NullMarked
package dev.vignette.storage;

import org.jspecify.annotations.NullMarked;
