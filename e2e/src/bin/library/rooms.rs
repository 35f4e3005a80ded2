//! The libraries that are measured: an empty one, and one with ten thousand results, each the data folder of a person who uses the
//! practice mode.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use afterframe_e2e::{Desk, Launch, Window, program, start_practice};

/// What the library of the generator is called, as a folder of data.
const DATA: &str = "studio.afterframe.desktop";

/// A folder in which the program finds its data.
#[derive(Clone, Debug)]
pub struct Room(PathBuf);

impl Room {
    /// The program, to be started with this library and painted as a person here gets it.
    pub fn launch(&self) -> Launch {
        Launch::as_on_this_machine().with("XDG_DATA_HOME", &self.0.to_string_lossy())
    }
}

/// A library in which nothing is, of somebody who has already said how they want to work.
pub fn empty(desk: &Desk) -> Room {
    let room = Room(desk.home().join("empty"));
    fs::create_dir_all(&room.0).expect("the home folder can be written to");
    let window = Window::open(desk, &room.launch());
    start_practice(&window);
    window.quit();
    room
}

/// The same with so many results, each with a poster and a film of its own name. Both are one file under all names.
pub fn with_results(desk: &Desk, empty: &Room, count: usize, sample: &Path) -> Room {
    let room = Room(desk.home().join("full"));
    let data = room.0.join(DATA);
    fs::create_dir_all(&data).expect("the home folder can be written to");
    for file in fs::read_dir(empty.0.join(DATA)).into_iter().flatten().flatten() {
        if file.path().is_file() {
            fs::copy(file.path(), data.join(file.file_name())).expect("a file of the library can be copied");
        }
    }
    let (film, poster) = (desk.home().join("film.mp4"), desk.home().join("poster.jpg"));
    let sample = sample.as_os_str();
    run(desk
        .command("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-y", "-t", "1", "-i"])
        .arg(sample)
        .args(["-vf", "scale=320:-2"])
        .arg(&film));
    // As large as the program makes posters itself.
    run(desk
        .command("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-y", "-i"])
        .arg(sample)
        .args(["-frames:v", "1", "-vf", "scale=640:-2"])
        .arg(&poster));
    run(desk.command(program("examples/invented_library")).arg(&data).arg(count.to_string()).arg(&film).arg(&poster));
    room
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?} could not be started: {error}"));
    assert!(status.success(), "{command:?} failed: {status}");
}
