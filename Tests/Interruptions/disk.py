"""What a disk holds while files are written: what is safe from a crash, and what a crash may undo.

A file's bytes are safe after an fsync of the file, its name after an fsync of its folder. Of what came since then a crash
leaves any part: each write whole, its first bytes, zeros or nothing; each name made, moved, removed or not.
"""
import os

HOW = ["nothing", "all", "first", "some", "some"]


class File:
    def __init__(self, contents=b""):
        self.safe, self.since = contents, []

    def write(self, offset, contents):
        self.since.append((offset, contents))

    def truncate(self, length):
        self.since.append((length, None))

    def flush(self):
        self.safe, self.since = self.now(), []

    def now(self):
        return done(self.safe, self.since)

    def after_crash(self, how, generator):
        """What of it a crash may leave: nothing since the flush, all, the first calls, or any part."""
        if how == "nothing":
            return self.safe
        if how == "all":
            return self.now()
        if how == "first":
            count = generator.randint(0, len(self.since))
            last = [part(*call, generator) for call in self.since[count:count + 1]]
            return done(self.safe, self.since[:count] + [call for call in last if call])
        calls = [part(*call, generator) if generator.random() < 0.5 else call for call in self.since]
        return done(self.safe, [call for call in calls if call])


def done(contents, calls):
    """The bytes after some calls: a write at an offset, or a cut to a length."""
    result = bytearray(contents)
    for place, written in calls:
        if written is None:
            del result[place:]
            written = b""
        result.extend(bytes(max(0, place - len(result))))
        result[place:place + len(written)] = written
    return bytes(result)


def part(place, written, generator):
    """What is left of a call that a crash interrupted; None for nothing."""
    if written is None or generator.random() < 0.4:
        return None
    if generator.random() < 0.5:
        return place, bytes(len(written))
    return place, written[:generator.randrange(len(written) + 1)]


class Folder:
    def __init__(self):
        self.safe, self.entries, self.since = {}, {}, []

    def change(self, **names):
        """Gives names to files and folders, and takes them away where None is given, all at once."""
        self.since.append(names)
        put(self.entries, names)

    def flush(self):
        self.safe, self.since = dict(self.entries), []

    def after_crash(self, how, generator):
        entries = dict(self.safe)
        count = generator.randint(0, len(self.since)) if how == "first" else len(self.since)
        for names in self.since[:0 if how == "nothing" else count]:
            if how != "some" or generator.random() < 0.5:
                put(entries, names)
        return entries


def put(entries, names):
    for name, node in names.items():
        entries.pop(name, None)
        if node is not None:
            entries[name] = node


class Disk:
    """The folder at a path, which is safe at first, and goes on by the calls of a log."""

    def __init__(self, path):
        self.path, self.root = path, self.read(path)

    def read(self, path):
        folder = Folder()
        for entry in os.scandir(path):
            if entry.is_symlink():
                folder.change(**{entry.name: os.readlink(entry.path)})
            elif entry.is_dir():
                folder.change(**{entry.name: self.read(entry.path)})
            else:
                with open(entry.path, "rb") as file:
                    folder.change(**{entry.name: File(file.read())})
        folder.flush()
        return folder

    def find(self, path):
        """The folder that a path is in, the path's last part, and what has that name."""
        parts = [part for part in os.path.relpath(path, self.path).split(os.sep) if part != "."]
        folder = None
        node = self.root
        for name in parts:
            folder, node = node, node.entries.get(name)
        return folder, parts[-1] if parts else "", node

    def apply(self, call, path, given, contents):
        """Does a call of the log."""
        folder, name, node = self.find(path)
        if call == "write":
            node.write(int(given), contents)
        elif call == "truncate":
            node.truncate(int(given))
        elif call == "fsync":
            node.flush()
        elif call == "create":
            folder.change(**{name: File()})
        elif call == "mkdir":
            folder.change(**{name: Folder()})
        elif call == "symlink":
            folder.change(**{name: given})
        elif call == "unlink":
            folder.change(**{name: None})
        elif call == "rename":
            before, old, moved = self.find(given)
            if before is not folder:
                raise ValueError(f"a file moves to another folder: {given}, {path}")
            folder.change(**{old: None, name: moved})
        else:
            raise ValueError(call)

    def leave(self, path, how, generator):
        """Makes a folder of what a crash leaves."""
        self._leave(self.root, path, how, generator)

    def _leave(self, folder, path, how, generator):
        os.makedirs(path)
        for name, node in folder.after_crash(how, generator).items():
            target = os.path.join(path, name)
            if isinstance(node, str):
                os.symlink(node, target)
            elif isinstance(node, Folder):
                self._leave(node, target, how, generator)
            else:
                with open(target, "wb") as file:
                    file.write(node.after_crash(how, generator))
