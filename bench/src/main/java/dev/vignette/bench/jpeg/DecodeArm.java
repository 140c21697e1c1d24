package dev.vignette.bench.jpeg;

/// One decoder with one file and one scale.
interface DecodeArm extends AutoCloseable {
    /// Decodes the file into planes, header and all; what it takes is what is counted.
    void decode();

    @Override
    void close();
}
