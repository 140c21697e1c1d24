package dev.vignette.config;

/// One configuration record and its heading on the reference page.
///
/// @param title the heading
/// @param doc a sentence below it; may be empty
/// @param type the record, each of whose components carries a `Setting`
public record Section(String title, String doc, Class<? extends Record> type) {}
