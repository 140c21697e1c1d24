/// Who may ask, and what: signatures over URLs; tokens, roles and rights on single images.
@NullMarked
package dev.vignette.auth;

import org.jspecify.annotations.NullMarked;
