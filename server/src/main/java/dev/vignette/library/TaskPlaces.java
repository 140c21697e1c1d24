package dev.vignette.library;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Where tasks are that take long, so that they go on from there when they were cut off.
final class TaskPlaces {
    private TaskPlaces() {}

    static Optional<String> find(Handle handle, String task) {
        return handle.createQuery("SELECT place FROM library_task WHERE name = ?")
                .bind(0, task)
                .mapTo(String.class)
                .findOne();
    }

    static int note(Handle handle, String task, String place) {
        return handle.execute("""
                INSERT INTO library_task (name, place) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET place = excluded.place""", task, place);
    }

    static int forget(Handle handle, String task) {
        return handle.execute("DELETE FROM library_task WHERE name = ?", task);
    }
}
