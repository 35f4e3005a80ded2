#!/usr/bin/python3
"""A desktop that listens: the parts of a session that take messages, icons, progress and the wish not to fall asleep.

    desktop_listener.py STATUS_FILE ORDERS_FILE [--without-tray]

It appends a line of JSON to STATUS_FILE for whatever it hears, and does what is appended to ORDERS_FILE, a line of JSON each:
{"do": "click", "id": 3} clicks a message, {"do": "press", "id": 3} presses its button, {"do": "choose", "label": "Quit"} chooses in
the icon's menu, {"do": "activate"} clicks the icon, {"do": "read"} tells what the icon says, {"do": "close-tray"} takes the tray
away. Needs python3-gi.
"""

import json
import sys

from gi.repository import Gio, GLib

NOTIFICATIONS = """
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>
"""

WATCHER = """
<node><interface name="org.kde.StatusNotifierWatcher">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
  <signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
</interface></node>
"""

PORTAL = """
<node><interface name="org.freedesktop.portal.Inhibit">
  <method name="Inhibit">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
  </method>
</interface></node>
"""

REQUEST = """
<node><interface name="org.freedesktop.portal.Request"><method name="Close"/></interface></node>
"""

ITEM = "/StatusNotifierItem"
MENU = "/MenuBar"


class Desktop:
    def __init__(self, bus):
        self.bus = bus
        self.last = 0
        self.requests = 0
        self.item = None
        self.tray = None
        self.serve("org.freedesktop.Notifications", "/org/freedesktop/Notifications", NOTIFICATIONS, self.notifications)
        self.serve("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", PORTAL, self.portal)
        if "--without-tray" not in sys.argv:
            self.tray = self.serve("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", WATCHER, self.watcher)
        bus.signal_subscribe(
            None, "com.canonical.Unity.LauncherEntry", "Update", None, None, Gio.DBusSignalFlags.NONE, self.launcher
        )

    def serve(self, name, path, interface, answer):
        info = Gio.DBusNodeInfo.new_for_xml(interface).interfaces[0]
        self.bus.register_object(path, info, answer, self.property)
        return Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.NONE, None, None)

    def property(self, bus, sender, path, interface, name):
        values = {
            "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
            "RegisteredStatusNotifierItems": GLib.Variant("as", [self.item] if self.item else []),
            "ProtocolVersion": GLib.Variant("i", 0),
        }
        return values[name]

    def notifications(self, bus, sender, path, interface, method, given, call):
        if method == "Notify":
            _, _, _, title, body, actions, _, _ = given.unpack()
            self.last += 1
            say("message", id=self.last, title=title, body=body, actions=actions)
            call.return_value(GLib.Variant("(u)", (self.last,)))
        elif method == "GetCapabilities":
            call.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
        else:
            call.return_value(GLib.Variant("(ssss)", ("listener", "Afterframe", "1", "1.2")))

    def watcher(self, bus, sender, path, interface, method, given, call):
        if method == "RegisterStatusNotifierItem":
            name = given.unpack()[0]
            self.item = sender if name.startswith("/") else name
            say("icon", name=self.item)
        call.return_value(None)

    def portal(self, bus, sender, path, interface, method, given, call):
        _, flags, options = given.unpack()
        self.requests += 1
        request = f"/org/freedesktop/portal/desktop/request/{self.requests}"
        info = Gio.DBusNodeInfo.new_for_xml(REQUEST).interfaces[0]
        self.bus.register_object(request, info, self.closed, None)
        say("awake", flags=flags, reason=options.get("reason", ""))
        call.return_value(GLib.Variant("(o)", (request,)))

    def closed(self, bus, sender, path, interface, method, given, call):
        say("may-sleep")
        call.return_value(None)

    def launcher(self, bus, sender, path, interface, signal, given):
        address, properties = given.unpack()
        say("progress", address=address, visible=properties["progress-visible"], share=properties["progress"])

    def ask_item(self, path, interface, method, given):
        return self.bus.call_sync(self.item, path, interface, method, given, None, Gio.DBusCallFlags.NONE, 5000, None)

    def item_property(self, name):
        given = GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", name))
        return self.ask_item(ITEM, "org.freedesktop.DBus.Properties", "Get", given).unpack()[0]

    def menu(self):
        given = GLib.Variant("(iias)", (0, -1, []))
        _, (_, _, children) = self.ask_item(MENU, "com.canonical.dbusmenu", "GetLayout", given).unpack()
        return [(id, facts) for id, facts, _ in children]

    def obey(self, line):
        order = json.loads(line)
        do = order["do"]
        if do in ("click", "press"):
            action = "default" if do == "click" else "open"
            given = GLib.Variant("(us)", (order["id"], action))
            self.bus.emit_signal(
                None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", given
            )
        elif do == "read":
            labels = [facts.get("label", "") for _, facts in self.menu()]
            say("reads", tip=self.item_property("ToolTip")[3], labels=[label for label in labels if label])
        elif do == "choose":
            chosen = next(id for id, facts in self.menu() if facts.get("label") == order["label"])
            given = GLib.Variant("(isvu)", (chosen, "clicked", GLib.Variant("i", 0), 0))
            self.ask_item(MENU, "com.canonical.dbusmenu", "Event", given)
        elif do == "activate":
            self.ask_item(ITEM, "org.kde.StatusNotifierItem", "Activate", GLib.Variant("(ii)", (0, 0)))
        elif do == "close-tray":
            Gio.bus_unown_name(self.tray)


def say(what, **facts):
    with open(sys.argv[1], "a", encoding="utf-8") as status:
        status.write(json.dumps({"heard": what, **facts}) + "\n")


def main():
    desktop = Desktop(Gio.bus_get_sync(Gio.BusType.SESSION, None))
    orders = open(sys.argv[2], encoding="utf-8")

    def obey():
        while line := orders.readline():
            try:
                desktop.obey(line)
            except (GLib.Error, StopIteration) as error:
                say("trouble", error=str(error))
        return True

    GLib.timeout_add(50, obey)
    say("ready")
    GLib.MainLoop().run()


main()
