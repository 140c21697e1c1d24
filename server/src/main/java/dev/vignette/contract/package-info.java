/// The OpenAPI document: what requests are held against, read once and for all who answer them.
@NullMarked
package dev.vignette.contract;

import org.jspecify.annotations.NullMarked;
