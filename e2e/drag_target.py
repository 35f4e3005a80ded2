#!/usr/bin/python3
"""A small window onto which files can be dropped, and which looks at the clipboard and fills it, as a file manager does.

    drag_target.py STATUS_FILE X Y
    drag_target.py STATUS_FILE X Y --copy PATH...
    drag_target.py STATUS_FILE X Y --copy-picture PATH

It stands at X, Y on the display and appends what happens to STATUS_FILE, a line each: "ready" (it can be seen), "over" (something
is held over it), "dropped URI" for each file of a drop, "nothing" for a drop without data. A line "look" in STATUS_FILE.ask makes it
say what is on the clipboard: "target NAME" for what is offered, "uri URI", "copied TEXT", "picture WIDTHxHEIGHT", then "looked".
With --copy it puts the files on the clipboard first, with --copy-picture the pixels of one, and says "copied-in". Needs python3-gi and GTK 3.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk  # noqa: E402

SIDE = 48
ASK_EVERY_MS = 40


def main() -> None:
    status = Path(sys.argv[1])
    question = Path(sys.argv[1] + ".ask")
    x, y = int(sys.argv[2]), int(sys.argv[3])
    how = sys.argv[4] if len(sys.argv) > 4 else ""
    copied = [Path(name).resolve().as_uri() for name in sys.argv[5:]]

    def say(line: str) -> None:
        with status.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    window = Gtk.Window(title="Another program")
    window.set_decorated(False)
    window.set_keep_above(True)
    window.set_accept_focus(False)
    window.set_type_hint(Gdk.WindowTypeHint.UTILITY)
    window.set_default_size(SIDE, SIDE)
    window.move(x, y)
    handle = Gtk.EventBox()
    window.add(handle)
    handle.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
    handle.drag_dest_add_uri_targets()

    def moved(*_rest: object) -> bool:
        say("over")
        return False

    def received(_handle: Gtk.Widget, _context: Gdk.DragContext, _x: int, _y: int, data: Gtk.SelectionData, *_rest: int) -> None:
        uris = data.get_uris() or []
        for uri in uris:
            say("dropped " + uri)
        if not uris:
            say("nothing")

    handle.connect("drag-motion", moved)
    handle.connect("drag-data-received", received)

    clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)

    def look() -> None:
        _, offered = clipboard.wait_for_targets()
        for target in offered or []:
            say("target " + target.name())
        for uri in clipboard.wait_for_uris() or []:
            say("uri " + uri)
        lines = clipboard.wait_for_contents(Gdk.Atom.intern("x-special/gnome-copied-files", False))
        if lines is not None:
            say("copied " + lines.get_data().decode("utf-8").replace("\n", " "))
        picture = clipboard.wait_for_image()
        if picture is not None:
            say(f"picture {picture.get_width()}x{picture.get_height()}")
        say("looked")

    def ask() -> bool:
        if question.exists():
            question.unlink()
            look()
        return GLib.SOURCE_CONTINUE

    def ready(*_rest: object) -> None:
        if how == "--copy":
            copy_in()
        elif how == "--copy-picture":
            clipboard.set_image(GdkPixbuf.Pixbuf.new_from_file(sys.argv[5]))
            say("copied-in")
        say("ready")

    def copy_in() -> None:
        # GTK's own way to fill a clipboard with functions is closed to Python; the tool of a drag does the same for both.
        names = ["text/uri-list", "x-special/gnome-copied-files"]
        for name in names:
            Gtk.selection_add_target(window, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern(name, False), names.index(name))
        window.connect("selection-get", give)
        Gtk.selection_owner_set(window, Gdk.SELECTION_CLIPBOARD, Gdk.CURRENT_TIME)
        say("copied-in")

    def give(_window: Gtk.Widget, data: Gtk.SelectionData, which: int, _time: int) -> None:
        if which == 0:
            data.set_uris(copied)
        else:
            text = "copy\n" + "\n".join(copied)
            data.set(Gdk.Atom.intern("x-special/gnome-copied-files", False), 8, text.encode("utf-8"))

    window.connect("map-event", ready)
    window.connect("destroy", Gtk.main_quit)
    GLib.timeout_add(ASK_EVERY_MS, ask)
    window.show_all()
    Gtk.main()


main()
