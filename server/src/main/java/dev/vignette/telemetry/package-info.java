/// What is known about the request being served: its id and its deadline.
@NullMarked
package dev.vignette.telemetry;

import org.jspecify.annotations.NullMarked;
