/// What is known about the request being served, its id and its deadline, and what the process measures of itself.
@NullMarked
package dev.vignette.telemetry;

import org.jspecify.annotations.NullMarked;
