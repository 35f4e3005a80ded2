#!/usr/bin/python3
"""A small window from which files can be dragged, as from a file manager.

    drag_source.py STATUS_FILE X Y PATH...

It stands at X, Y on the display and appends what happens to STATUS_FILE, a word a line: "ready" (it can be seen),
"began" (a drag has begun), "accepted" (the window under the pointer would take it), "sent" (the paths were asked for),
"ended" (the drop is over) or "failed" (nobody took it). Needs python3-gi and GTK 3.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

SIDE = 48
ASK_EVERY_MS = 20


def main() -> None:
    status = Path(sys.argv[1])
    x, y = int(sys.argv[2]), int(sys.argv[3])
    uris = [Path(name).resolve().as_uri() for name in sys.argv[4:]]

    def say(word: str) -> None:
        with status.open("a", encoding="utf-8") as file:
            file.write(word + "\n")

    window = Gtk.Window(title="A folder")
    window.set_decorated(False)
    window.set_keep_above(True)
    window.set_accept_focus(False)
    window.set_type_hint(Gdk.WindowTypeHint.UTILITY)
    window.set_default_size(SIDE, SIDE)
    window.move(x, y)

    handle = Gtk.EventBox()
    window.add(handle)
    handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    handle.drag_source_add_uri_targets()

    def watch(context: Gdk.DragContext) -> bool:
        # GTK tells a source nothing about the answer of the target; the context knows it.
        if context.get_selected_action() == 0:
            return GLib.SOURCE_CONTINUE
        say("accepted")
        return GLib.SOURCE_REMOVE

    def began(_handle: Gtk.Widget, context: Gdk.DragContext) -> None:
        say("began")
        GLib.timeout_add(ASK_EVERY_MS, watch, context)

    def asked(_handle: Gtk.Widget, _context: Gdk.DragContext, data: Gtk.SelectionData, *_rest: int) -> None:
        data.set_uris(uris)
        say("sent")

    def failed(_handle: Gtk.Widget, _context: Gdk.DragContext, _result: Gtk.DragResult) -> bool:
        say("failed")
        return True

    handle.connect("drag-begin", began)
    handle.connect("drag-data-get", asked)
    handle.connect("drag-failed", failed)
    handle.connect("drag-end", lambda *_: say("ended"))
    window.connect("map-event", lambda *_: say("ready"))
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    Gtk.main()


main()
