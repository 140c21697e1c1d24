/// The rules between packages, and for each rule a small tree of classes that breaks it.
@NullMarked
package dev.vignette.architecture;

import org.jspecify.annotations.NullMarked;
