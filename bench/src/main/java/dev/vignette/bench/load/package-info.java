/// Servers under load from outside: CPU, throughput, memory and start-up of whole processes, read from `/proc`.
///
/// The classes here need nothing but the JDK, so that the scripts compile them without a Maven build.
@NullMarked
package dev.vignette.bench.load;

import org.jspecify.annotations.NullMarked;
