package dev.vignette.http;

/// Some bytes of a representation.
///
/// @param last the position of the last one, which is among them
record ByteRange(long first, long last) {
    long length() {
        return last - first + 1;
    }

    /// The value of `Content-Range`.
    ///
    /// @param whole the length of the representation
    String of(long whole) {
        return "bytes " + first + "-" + last + "/" + whole;
    }

    /// Whether nothing lies between the two.
    boolean touches(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    ByteRange with(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}
