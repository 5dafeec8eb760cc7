"""Signatures with SSH keys, made and checked by `ssh-keygen -Y`.

What is signed is the hash of an entry, which covers it and, through its parents, every entry before it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditlib.log.people import git_setting
from auditlib.problems import UsageError

NAMESPACE = "auditlib-log"
_MISSING = "ssh-keygen is not there; on Debian and Ubuntu: apt-get install openssh-client"


class NoKeygen(UsageError):
    """There is no `ssh-keygen` on this machine."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key to sign with: its file, private or public (the private half is then in the agent), and its public text."""

    file: str
    public: str

    @property
    def fingerprint(self) -> str:
        """The name of the key, as `ssh-keygen -l` prints it."""
        return fingerprint_of(self.public)

    def sign(self, said: bytes, namespace: str = NAMESPACE) -> bytes:
        """Give the signature; raise UsageError when the key cannot sign."""
        with tempfile.TemporaryDirectory() as folder:
            file = self.file or os.path.join(folder, "key.pub")
            if not self.file:
                Path(file).write_text(self.public + "\n", encoding="utf-8")
            done = keygen(["-Y", "sign", "-f", file, "-n", namespace], said)
        if done.returncode:
            raise UsageError(f"the key {self.file or self.fingerprint} cannot sign: {_reason(done.stderr)}")
        return done.stdout


def key_for(given: Path | None, root: Path) -> Key | None:
    """Give the key to sign with: the given one, else git's where git signs with SSH; None where there is none."""
    if given is not None:
        return _read_key(str(given.expanduser()))
    if git_setting(root, "gpg.format") != "ssh":
        return None
    said = git_setting(root, "user.signingkey")
    if said.startswith(("key::", "ssh-", "ecdsa-", "sk-")):
        return Key("", said.removeprefix("key::"))
    return _read_key(str(Path(said).expanduser())) if said else None


def _read_key(file: str) -> Key:
    """Read the public half of a key: the file itself, the one beside it, or what `ssh-keygen` makes of it."""
    if not os.path.isfile(file):
        raise UsageError(f"there is no key {file}; make one with `ssh-keygen -t ed25519`")
    for each in (file, f"{file}.pub"):
        try:
            public = Path(each).read_text(encoding="utf-8").strip()
            fingerprint_of(public)
        except (OSError, ValueError):
            continue
        return Key(file, public)
    done = keygen(["-y", "-P", "", "-f", file], b"")
    if done.returncode:
        raise UsageError(f"{file} cannot be read as a key: {_reason(done.stderr)}")
    return Key(file, done.stdout.decode().strip())


def fingerprint_of(public: str) -> str:
    """Give the fingerprint of a public key's text, `ssh-ed25519 AAAA… comment`; raise ValueError where it is none."""
    parts = public.split()
    if len(parts) < 2 or not parts[0].startswith(("ssh-", "ecdsa-", "sk-")):
        raise ValueError("not a public key")
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except binascii.Error:
        raise ValueError("not a public key") from None
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def signed_by(signature: Path, signers: Path, name: str, said: bytes, time: str, namespace: str = NAMESPACE) -> str:
    """Say whose signature it is: `name` where one of that person's keys made it, else another's name, empty for none's.

    `signers` is a file of `ssh-keygen`'s allowed signers; a key counts where it was valid at `time`, in UTC.
    """
    local = datetime.fromisoformat(time).astimezone()  # older versions know no other zone than the machine's
    when = ["-O", f"verify-time={local:%Y%m%d%H%M%S}"]
    about = ["-n", namespace, "-s", str(signature), "-f", str(signers)]
    if keygen(["-Y", "verify", "-I", name, *about, *when], said).returncode == 0:
        return name
    found = keygen(["-Y", "find-principals", "-s", str(signature), "-f", str(signers), *when], b"")
    for each in found.stdout.decode(errors="replace").splitlines():
        if keygen(["-Y", "verify", "-I", each, *about, *when], said).returncode == 0:
            return each
    return ""


def keygen(arguments: list[str], said: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run `ssh-keygen`; raise NoKeygen where it is not there."""
    try:
        return subprocess.run(["ssh-keygen", *arguments], input=said, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoKeygen(_MISSING) from None


def _reason(stderr: bytes) -> str:
    """Give the last line of what `ssh-keygen` said."""
    return (stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
