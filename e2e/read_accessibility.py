#!/usr/bin/python3
"""Prints what assistive technology is told of a program's window, as JSON: a list of {"role", "name", "states", "within"}.

An AT-SPI client of its own, as a screen reader is one: it reads what the web view hands to the desktop, not the page. The first
argument is the process id of the program. Needs python3-gi and gir1.2-atspi-2.0.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# Deeper than any page of the program; a tree that contains itself ends here.
DEEPEST = 80


def read(node, within: list[str], into: list[dict]) -> None:
    if node is None or len(within) > DEEPEST:
        return
    try:
        role = node.get_role_name()
        name = node.get_name() or ""
        states = [state.value_nick for state in node.get_state_set().get_states()]
        children = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except GLib.Error:
        # It went while it was looked at.
        return
    into.append({"role": role, "name": name, "states": states, "within": within})
    for child in children:
        read(child, [*within, f"{role} {name}".strip()], into)


def main() -> None:
    wanted = int(sys.argv[1])
    Atspi.init()
    desktop = Atspi.get_desktop(0)
    found: list[dict] = []
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        if program is not None and program.get_process_id() == wanted:
            read(program, [], found)
    print(json.dumps(found))


main()
