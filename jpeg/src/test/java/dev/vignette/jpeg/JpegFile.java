package dev.vignette.jpeg;

/// A generated file, named by how it was made.
final class JpegFile {
    private final String name;
    private final byte[] bytes;

    JpegFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
