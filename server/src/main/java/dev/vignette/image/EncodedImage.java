package dev.vignette.image;

/// A finished image file in memory. The bytes are shared, not copied: nobody writes to them once the image exists.
///
/// @param bytes the file
/// @param format what it is
/// @param dimensions of one frame
@SuppressWarnings("ArrayRecordComponent") // identity is never asked of it; a copy would double the memory
public record EncodedImage(byte[] bytes, Format format, Dimensions dimensions) {}
