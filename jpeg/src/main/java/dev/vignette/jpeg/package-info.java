/// A JPEG codec made for thumbnails: it decodes no more than the wanted scale needs and never converts colours.
///
/// A file goes through [JpegDecoder] as rows of planes into one [Resampler] a component, whose small planes go to
/// [JpegEncoder].
@NullMarked
package dev.vignette.jpeg;

import org.jspecify.annotations.NullMarked;
