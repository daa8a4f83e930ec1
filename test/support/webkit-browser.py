"""A WebKitGTK browser for WebKitWebDriver: `webkit-browser.py PROFILE`.

It keeps its data in the profile folder. WebKitGTK's own MiniBrowser forgets everything when it is driven, so nothing could be found again after a
crash there.
"""

import signal
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

profile = sys.argv[1]
data = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext(website_data_manager=data)


def create_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=800, default_height=600)
    window.add(view)
    view.connect("close", lambda _view: window.destroy())
    window.show_all()
    return view


def start_session(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("Spoor")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", create_view)


context.set_automation_allowed(True)
context.connect("automation-started", start_session)
signal.signal(signal.SIGTERM, lambda *_: Gtk.main_quit())
Gtk.main()
