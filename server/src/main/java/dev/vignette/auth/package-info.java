/// Who may ask: signatures over URLs.
@NullMarked
package dev.vignette.auth;

import org.jspecify.annotations.NullMarked;
