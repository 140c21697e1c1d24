package dev.vignette.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One key of the configuration, on the record component that holds its value. The reference page is made from these,
/// so what is written here is what a user reads.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /// The key in a file, as in `vignette.source.max-bytes`; in the environment it is `VIGNETTE_SOURCE_MAX_BYTES`.
    /// On a component of type `Map<String, String>` it is the prefix of all its keys.
    String key();

    /// What holds when nothing is set; empty for an `Optional`, `List` or `Map` that starts out empty.
    String defaultValue() default "";

    /// One sentence for the reference page. The type and the bounds are added to it.
    String doc();

    /// The smallest number (for a `Duration` in milliseconds, for a `ByteSize` in bytes) that is accepted; in an
    /// `Optional` or a `List` it holds for each element.
    long min() default Long.MIN_VALUE;

    /// The largest number that is accepted, in the unit of `min`.
    long max() default Long.MAX_VALUE;
}
