package dev.vignette.jpeg;

/// One component as the frame header has it.
///
/// @param id what scan headers call it
/// @param horizontal sampling factor, 1 to 4
/// @param vertical sampling factor, 1 to 4
/// @param quantTable which quantisation table, 0 to 3
public record FrameComponent(int id, int horizontal, int vertical, int quantTable) {}
