//! GTK's clipboard and drags.
//!
//! The drag is made here because of the kept library's: it lets go of the handler that gives the data before a target asks for them,
//! and writes paths into addresses as they are.

use std::{cell::RefCell, path::PathBuf, rc::Rc};

use gtk::{gdk, gdk_pixbuf::Pixbuf, glib, prelude::*};
use tauri::WebviewWindow;
use tokio::sync::oneshot;
use url::Url;

use super::{Carried, OwnDrag, Pasted};

/// What file managers of GNOME, MATE, Cinnamon and Xfce copy: a word for what is to be done, and an address a line.
const COPIED_FILES: &str = "x-special/gnome-copied-files";
const ADDRESSES: &str = "text/uri-list";
const PNG: &str = "image/png";
/// The icon beside the pointer, in pixels.
const ICON: i32 = 128;

pub(super) fn copy(file: &Carried) -> Result<(), String> {
    let address = address_of(file)?;
    let path = file.path.clone();
    let names: &[&str] = if file.is_picture { &[ADDRESSES, COPIED_FILES, PNG] } else { &[ADDRESSES, COPIED_FILES] };
    let targets: Vec<_> = (0..).zip(names).map(|(at, name)| targets_entry(name, at)).collect();
    let copied = clipboard().set_with_data(&targets, move |_, data, which| match which {
        0 => {
            data.set_uris(&[&address]);
        }
        1 => data.set(&gdk::Atom::intern(COPIED_FILES), 8, format!("copy\n{address}").as_bytes()),
        // Drawn only when somebody wants it.
        _ => match Pixbuf::from_file(&path) {
            Ok(picture) => {
                data.set_pixbuf(&picture);
            }
            Err(error) => tracing::warn!(%error, "a copied picture could not be drawn"),
        },
    });
    if copied { Ok(()) } else { Err("the clipboard did not take it".to_owned()) }
}

fn targets_entry(name: &str, which: u32) -> gtk::TargetEntry {
    gtk::TargetEntry::new(name, gtk::TargetFlags::empty(), which)
}

/// Asks for files, then for a picture as bytes, then for one of any other format.
pub(super) fn pasted(answer: oneshot::Sender<Pasted>) {
    clipboard().request_contents(&gdk::Atom::intern(ADDRESSES), move |clipboard, data| {
        let files = files_in(data.uris().iter().map(glib::GString::as_str));
        if !files.is_empty() {
            return drop(answer.send(Pasted::Files(files)));
        }
        clipboard.request_contents(&gdk::Atom::intern(COPIED_FILES), move |clipboard, data| {
            let text = bytes_of(data);
            let files = files_in(String::from_utf8_lossy(&text).lines());
            if !files.is_empty() {
                return drop(answer.send(Pasted::Files(files)));
            }
            clipboard.request_contents(&gdk::Atom::intern(PNG), move |clipboard, data| {
                let picture = bytes_of(data);
                if !picture.is_empty() {
                    return drop(answer.send(Pasted::Picture(picture)));
                }
                clipboard.request_image(move |_, picture| {
                    let bytes = picture.and_then(|picture| picture.save_to_bufferv("png", &[]).ok());
                    drop(answer.send(bytes.map_or(Pasted::Nothing, Pasted::Picture)));
                });
            });
        });
    });
}

pub(super) fn drag(window: &WebviewWindow, file: &Carried, own: &OwnDrag) -> Result<(), String> {
    let window = window.gtk_window().map_err(|error| error.to_string())?;
    // The word of the page comes a moment late. Begun without a button, a drag would hang on the pointer.
    if !is_held_down(&window) {
        return Ok(());
    }
    let address = address_of(file)?;
    let targets = gtk::TargetList::new(&[]);
    targets.add_uri_targets(0);
    let handlers = Rc::new(RefCell::new(Vec::new()));
    let given = window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[&address]);
    });
    let (all, ends) = (Rc::clone(&handlers), own.clone());
    // Targets ask for the data after the drop, so nothing is let go of before the very end.
    let ended = window.connect_drag_end(move |window, _| {
        ends.ends();
        for handler in all.take() {
            window.disconnect(handler);
        }
    });
    handlers.borrow_mut().extend([given, ended]);
    own.begins();
    let begun = window.drag_begin_with_coordinates(&targets, gdk::DragAction::COPY, 1, None, -1, -1);
    let Some(drag) = begun else {
        own.ends();
        for handler in handlers.take() {
            window.disconnect(handler);
        }
        return Err("the drag did not begin".to_owned());
    };
    if let Some(icon) = &file.icon
        && let Ok(picture) = Pixbuf::from_file_at_scale(icon, ICON, ICON, true)
    {
        drag.drag_set_icon_pixbuf(&picture, -8, -8);
    }
    Ok(())
}

fn is_held_down(window: &gtk::ApplicationWindow) -> bool {
    let pointer = window.display().default_seat().and_then(|seat| seat.pointer());
    let (Some(pointer), Some(place)) = (pointer, window.window()) else { return false };
    let (_, _, _, held) = place.device_position(&pointer);
    held.contains(gdk::ModifierType::BUTTON1_MASK)
}

fn clipboard() -> gtk::Clipboard {
    gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD)
}

fn address_of(file: &Carried) -> Result<String, String> {
    Url::from_file_path(&file.path).map(String::from).map_err(|()| "the file has no address".to_owned())
}

/// What nobody offered has a length below nought.
fn bytes_of(data: &gtk::SelectionData) -> Vec<u8> {
    if data.length() > 0 { data.data() } else { Vec::new() }
}

/// Files on this machine; links of a page and words in between are none.
fn files_in<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<PathBuf> {
    lines.filter_map(|line| Url::parse(line.trim()).ok()?.to_file_path().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files_are_told_from_words_and_links() {
        let lines =
            "copy\nfile:///home/ada/my%20clip%20%C3%A9.mp4\r\nhttps://example.com/a.mp4\nfile://elsewhere/b.mp4\n";
        assert_eq!(files_in(lines.lines()), [PathBuf::from("/home/ada/my clip é.mp4")]);
    }

    #[test]
    fn an_address_says_every_name_so_that_others_find_the_file() {
        let file = Carried { path: PathBuf::from("/a/100 % – é#.mp4"), is_picture: false, icon: None };
        let address = address_of(&file).expect("it is absolute");
        assert_eq!(address, "file:///a/100%20%%20%E2%80%93%20%C3%A9%23.mp4".replace("%%", "%25%"));
        assert_eq!(files_in([address.as_str()].into_iter()), [file.path]);
    }
}
