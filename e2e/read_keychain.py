#!/usr/bin/python3
"""Prints every entry of the desktop's keychain as JSON: a list of {"label", "attributes", "secret"}.

A Secret Service client of its own, so that a test does not believe the program's word about what it has stored.
Needs python3-gi.
"""

import json

from gi.repository import Gio, GLib

SERVICE = "org.freedesktop.secrets"
NAME = "org.freedesktop.Secret."


def main() -> None:
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(path: str, interface: str, method: str, arguments: GLib.Variant):
        answer = bus.call_sync(SERVICE, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 10_000)
        return answer.unpack()

    def read(path: str, interface: str, name: str):
        question = GLib.Variant("(ss)", (interface, name))
        return call(path, "org.freedesktop.DBus.Properties", "Get", question)[0]

    plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
    _output, session = call("/org/freedesktop/secrets", NAME + "Service", "OpenSession", plain)
    entries = []
    for collection in read("/org/freedesktop/secrets", NAME + "Service", "Collections"):
        for item in read(collection, NAME + "Collection", "Items"):
            secret = call(item, NAME + "Item", "GetSecret", GLib.Variant("(o)", (session,)))[0]
            entries.append(
                {
                    "label": read(item, NAME + "Item", "Label"),
                    "attributes": read(item, NAME + "Item", "Attributes"),
                    "secret": bytes(secret[2]).decode("utf-8", "replace"),
                }
            )
    print(json.dumps(entries))


main()
