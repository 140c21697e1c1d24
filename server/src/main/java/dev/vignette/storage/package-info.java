/// Files that are kept: a cache on the local disk, and blobs on the local disk or in S3.
@NullMarked
package dev.vignette.storage;

import org.jspecify.annotations.NullMarked;
