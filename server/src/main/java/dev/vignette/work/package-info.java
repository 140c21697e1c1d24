/// What jobs do, and how they are asked for: renditions, imports, the index, purges; the interface at `/v2/jobs`,
/// events as they come, and word sent to those who want to be told.
@NullMarked
package dev.vignette.work;

import org.jspecify.annotations.NullMarked;
