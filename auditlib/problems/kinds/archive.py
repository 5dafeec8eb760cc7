"""Kinds of problem: archives."""

from auditlib.problems.kind import E, Kind, W

_AGAIN = "take the archive from where it is kept, or make it again with `auditlib archive`"

TABLE = (
    Kind("A901", E, "Damaged archive", "{reason}", _AGAIN, "A damaged archive must not be taken for a whole one."),
    Kind("A902", E, "Unsafe name", "the entry is called {name}: {reason}",
         "names are paths below the archive's own folder, such as criteria/nyby-2024/audit.yaml",
         "Unpacked, it would write outside the folder it was meant for."),
    Kind("A903", E, "Not a plain file", "the entry is {what}", "an archive holds files alone",
         "A link can point anywhere on the machine that unpacks it."),
    Kind("A904", E, "Repeated name", "the archive has {name} already", "each file stands there once",
         "Which of the two is read depends on the program that unpacks it."),
    Kind("A905", E, "Missing from the archive", "the manifest names {name}, and the archive does not have it", _AGAIN,
         "Something that the report rests on has been taken out."),
    Kind("A906", E, "Not in the manifest", "the manifest does not name the entry", _AGAIN,
         "Something has been put in that was not archived."),
    Kind("A907", E, "Changed content", "the content is {found}, the manifest says {hash}", _AGAIN,
         "What is read here is not what was archived."),
    Kind("A908", E, "Wrong manifest", "{reason}",
         "each line is a SHA-256 in 64 digits, two spaces and a name, as `sha256sum` writes it",
         "Without the manifest nobody can tell what was archived."),
    Kind("A909", E, "Swollen entry", "{reason}",
         "an archive is written without compression, and is as large as what it holds",
         "Unpacked, it would fill the disk."),
    Kind("A910", E, "Wrong description", "{reason}",
         "ro-crate-metadata.json describes every file of the archive, after RO-Crate 1.1",
         "Whoever finds the archive in twenty years reads this first."),
    Kind("A911", W, "Other versions", "{name} was {before} when the report was made, and is {now} here",
         "install what environment/packages.txt names to get the same bytes",
         "Another version may round, sort or draw in another way."),
    Kind("A912", W, "Still there after deletion", "{what} that was to be deleted still stands here",
         "edit the file, or take what stands here away", "Deleting one copy deletes nothing."),
)  # fmt: skip
