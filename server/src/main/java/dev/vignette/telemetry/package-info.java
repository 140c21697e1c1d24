/// What is known about the request being served, its id and its deadline, and what the process tells of itself:
/// metrics, traces, lines of its log.
@NullMarked
package dev.vignette.telemetry;

import org.jspecify.annotations.NullMarked;
