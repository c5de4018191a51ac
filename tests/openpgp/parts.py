# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a PGP/MIME mail apart as a mail program does, with a library that is not ours.

parts.py MAIL FOLDER writes what was signed and the signature, or what was encrypted, into the folder, octet for octet,
and prints what the mail is as JSON. parts.py --entity FILE prints what a decrypted entity is."""

import email
import email.policy
import json
import pathlib
import sys


def described(message):
    return {"type": message.get_content_type(), "parameters": dict(message["Content-Type"].params) if message["Content-Type"] else {},
            "defects": [str(one) for one in message.defects],
            "text": message.get_content() if message.get_content_type() == "text/plain" else None,
            "name": message.get_filename(),
            "parts": [described(part) for part in message.iter_parts()]}


if sys.argv[1] == "--entity":
    print(json.dumps(described(email.message_from_bytes(pathlib.Path(sys.argv[2]).read_bytes(), policy=email.policy.default))))
    sys.exit()

raw = pathlib.Path(sys.argv[1]).read_bytes()
folder = pathlib.Path(sys.argv[2])
mail = email.message_from_bytes(raw, policy=email.policy.default)
boundary = ("--" + mail["Content-Type"].params["boundary"]).encode()
# RFC 2046, 5.1.1: the line end before a boundary belongs to it.
pieces = [piece.removeprefix(b"\r\n") for piece in (b"\r\n" + raw.split(b"\r\n\r\n", 1)[1]).split(b"\r\n" + boundary)]
(folder / "first").write_bytes(pieces[1])
(folder / "second").write_bytes(pieces[2].split(b"\r\n\r\n", 1)[1])
print(json.dumps({"headers": {key: str(value) for key, value in mail.items()}, "mail": described(mail)}))
