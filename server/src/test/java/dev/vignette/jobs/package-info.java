@NullMarked
package dev.vignette.jobs;

import org.jspecify.annotations.NullMarked;
