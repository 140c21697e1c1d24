/// libvips for Java: the only module of Vignette that calls native code.
module dev.vignette.vips {
    requires static transitive org.jspecify;

    exports dev.vignette.vips;
}
