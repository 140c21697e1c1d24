/// One connection to SQL: SQLite inside the process, or a PostgreSQL that several processes share.
@NullMarked
package dev.vignette.database;

import org.jspecify.annotations.NullMarked;
