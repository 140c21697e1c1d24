/// JPEG thumbnails without native code: decoding at the scale that is needed, resampling of planes, encoding.
module dev.vignette.jpeg {
    requires static transitive org.jspecify;

    exports dev.vignette.jpeg;
}
