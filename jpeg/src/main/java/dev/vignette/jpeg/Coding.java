package dev.vignette.jpeg;

/// How the coefficients are laid out in the file; all three have 8-bit samples and Huffman codes.
public enum Coding {
    BASELINE,
    EXTENDED,
    PROGRESSIVE
}
