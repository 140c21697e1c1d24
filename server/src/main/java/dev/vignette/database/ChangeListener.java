package dev.vignette.database;

/// Who wants to hear of changes, in order to drop what is no longer so. It is called on threads of the database,
/// and has to be quick.
public interface ChangeListener {
    /// Something was committed, here or by another process.
    ///
    /// @param payload what was published with it
    void changed(String payload);

    /// Changes of other processes may have gone unheard: everything may be no longer so.
    void missed();
}
