/// The HTTP server: routes, request ids, problem answers.
@NullMarked
package dev.vignette.http;

import org.jspecify.annotations.NullMarked;
