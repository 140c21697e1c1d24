/// Work that outlives its request: the queue, the states and their history, retries and the clock. It knows no
/// feature.
@NullMarked
package dev.vignette.jobs;

import org.jspecify.annotations.NullMarked;
