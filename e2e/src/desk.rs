//! A desk of its own for each test: display, session bus, keychain, window manager, home. Nothing of the person who runs
//! the tests is read or touched.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::TempDir;

use crate::evidence::evidence_folder;
use crate::process::{Process, output_of};
use crate::wait::poll_until;

/// Windows are driven one at a time: two video decoders on two cores make every limit a matter of luck.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Larger than every window that is asked for, so that none is ever cut.
const SCREEN: &str = "1760x1100x24";

/// Where distributions keep what starts the bus of assistive technology.
const LAUNCHERS: [&str; 3] =
    ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];

const CHINESE: &str = "zh_CN.UTF-8";

/// What the desktop prefers. The window follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Dark,
    Light,
}

/// The language of the desktop. The window follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

/// A private desktop. Dropping it ends everything on it.
#[derive(Debug)]
pub struct Desk {
    name: String,
    display: String,
    theme: Theme,
    language: Language,
    /// Whether assistive technology listens.
    read_aloud: bool,
    // Ended from the last to the first: the display goes last.
    running: Vec<Process>,
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Desk {
    /// A desk with a dark theme, in English. `name` is the folder of its pictures and logs when something fails.
    pub fn start(name: &str) -> Self {
        Self::start_with(name, Theme::Dark, Language::English)
    }

    /// A desk with the theme and the language that are asked for.
    pub fn start_with(name: &str, theme: Theme, language: Language) -> Self {
        // A test that panicked has ended its own desk; its turn is over all the same.
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = TempDir::with_prefix("afterframe-e2e-").expect("a temporary folder can be made");
        let mut desk = Self {
            name: name.to_owned(),
            display: String::new(),
            theme,
            language,
            read_aloud: false,
            running: Vec::new(),
            folder,
            _turn: turn,
        };
        desk.furnish();
        desk.start_display();
        desk.start_bus();
        desk.start_keychain();
        desk.start_window_manager();
        desk
    }

    /// A desk on which assistive technology listens, as where a screen reader is in use.
    pub fn start_read_aloud(name: &str) -> Self {
        let mut desk = Self::start(name);
        desk.start_accessibility();
        desk
    }

    /// The name that was given at the start.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The home folder of the person at this desk.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Everything that was written at this desk: home, run-time folder, logs.
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// The name of the display, as X knows it.
    pub(crate) fn display(&self) -> &str {
        &self.display
    }

    /// Where the results of the program are expected.
    pub fn results(&self) -> PathBuf {
        self.home().join("Videos/Afterframe")
    }

    /// The logs of the programs on this desk.
    pub fn logs(&self) -> PathBuf {
        self.folder.path().join("logs")
    }

    /// What the desktop prefers.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// The language of the desktop.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Changes what the desktop prefers. Windows that are opened afterwards follow it.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.write_theme();
    }

    /// Changes the language of the desktop. Windows that are opened afterwards follow it.
    pub fn set_language(&mut self, language: Language) {
        self.language = language;
        self.make_locale();
    }

    /// A command with the environment of this desk, and nothing else in it.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let home = self.home();
        let mut command = Command::new(program.as_ref());
        command.env_clear().current_dir(&home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()));
        command.env("HOME", &home);
        command.env("USER", "afterframe-e2e");
        command.env("XDG_CONFIG_HOME", home.join(".config"));
        command.env("XDG_DATA_HOME", home.join(".local/share"));
        command.env("XDG_CACHE_HOME", home.join(".cache"));
        command.env("XDG_STATE_HOME", home.join(".local/state"));
        command.env("XDG_RUNTIME_DIR", self.runtime());
        command.env("XDG_SESSION_TYPE", "x11");
        command.env("TMPDIR", self.folder.path().join("tmp"));
        command.env("DBUS_SESSION_BUS_ADDRESS", self.bus_address());
        command.env("DISPLAY", &self.display);
        command.env("GDK_BACKEND", "x11");
        command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        // Mesa's software renderer crashes now and then when a decoder shares its pictures with the page through OpenGL
        // (a segmentation fault in swrast_dri.so, thread gstglcontext). Video goes through memory instead.
        command.env("WEBKIT_GST_DISABLE_GL_SINK", "1");
        // As where there is a graphics card, which most people have. Without layers the driver cannot take pictures either.
        command.env("WEBKIT_FORCE_COMPOSITING_MODE", "1");
        if !self.read_aloud {
            // The bus has no accessibility service; without this GTK waits for one.
            command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
        }
        command.env("RUST_BACKTRACE", "1");
        match self.language {
            Language::English => command.env("LANG", "C.UTF-8").env("LANGUAGE", "en_US:en"),
            Language::Chinese => {
                command.env("LANG", CHINESE).env("LANGUAGE", "zh_CN:zh").env("LOCPATH", self.locales())
            }
        };
        command
    }

    /// A picture of the whole display, for what the window alone does not show: native dialogs, a window that hangs.
    pub fn photograph(&self, path: &Path) {
        let mut command = self.command("ffmpeg");
        command.args(["-nostdin", "-loglevel", "error", "-y", "-f", "x11grab", "-video_size", "1600x1000", "-i"]);
        command.arg(&self.display).args(["-frames:v", "1"]).arg(path);
        if let Err(error) = command.status() {
            eprintln!("no picture of the display: {error}");
        }
    }

    fn runtime(&self) -> PathBuf {
        self.folder.path().join("runtime")
    }

    fn bus_address(&self) -> String {
        format!("unix:path={}", self.runtime().join("bus").display())
    }

    /// The folders of a person who has just got the machine.
    fn furnish(&self) {
        let home = self.home();
        for folder in [
            home.join(".config"),
            home.join(".local/share"),
            home.join("Videos"),
            self.logs(),
            self.runtime(),
            self.folder.path().join("tmp"),
        ] {
            fs::create_dir_all(&folder)
                .unwrap_or_else(|error| panic!("{} could not be made: {error}", folder.display()));
        }
        fs::set_permissions(self.runtime(), fs::Permissions::from_mode(0o700))
            .expect("an own folder can be made private");
        fs::write(home.join(".config/user-dirs.dirs"), "XDG_VIDEOS_DIR=\"$HOME/Videos\"\n")
            .expect("the home folder can be written to");
        self.write_theme();
        self.make_locale();
    }

    fn locales(&self) -> PathBuf {
        self.folder.path().join("locales")
    }

    /// WebKit believes in a language only when the C library has its locale, and a bare machine has none but C.
    fn make_locale(&self) {
        let target = self.locales().join(CHINESE);
        if self.language == Language::Chinese && !target.exists() {
            fs::create_dir_all(self.locales()).expect("the desk's folder can be written to");
            output_of(Command::new("localedef").args(["-i", "zh_CN", "-f", "UTF-8"]).arg(&target));
        }
    }

    fn write_theme(&self) {
        let folder = self.home().join(".config/gtk-3.0");
        let dark = u8::from(self.theme == Theme::Dark);
        fs::create_dir_all(&folder)
            .and_then(|()| {
                fs::write(
                    folder.join("settings.ini"),
                    format!("[Settings]\ngtk-application-prefer-dark-theme={dark}\n"),
                )
            })
            .expect("the home folder can be written to");
    }

    fn start_display(&mut self) {
        let mut command = self.command("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
        let (process, number) = Process::start_and_read_line("display", &command, &self.logs());
        self.running.push(process);
        self.display = format!(":{number}");
    }

    fn start_bus(&mut self) {
        // No folder of services: what this desk does not start itself does not exist, on every machine the same.
        let settings = self.runtime().join("bus.conf");
        let text = format!(
            "<busconfig><type>session</type><listen>{}</listen><policy context=\"default\">\
             <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
            self.bus_address()
        );
        fs::write(&settings, text).expect("the run-time folder can be written to");
        let mut command = self.command("dbus-daemon");
        command.arg(format!("--config-file={}", settings.display())).args(["--nofork", "--print-address=1"]);
        let (process, _address) = Process::start_and_read_line("bus", &command, &self.logs());
        self.running.push(process);
    }

    fn start_keychain(&mut self) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        // The newline matters: with an empty input no password is set, and nothing can be stored.
        let process = Process::start_with_input("keychain", &command, "\n", &self.logs());
        self.running.push(process);
        self.wait_for_name("the keychain", "org.freedesktop.secrets");
    }

    /// Starts the bus of assistive technology beside the one of the session, and says that it is in use.
    fn start_accessibility(&mut self) {
        let launcher = LAUNCHERS.iter().find(|path| Path::new(path).is_file());
        let launcher = launcher.unwrap_or_else(|| panic!("none of {LAUNCHERS:?} is there: install at-spi2-core"));
        let mut command = self.command(launcher);
        command.args(["--launch-immediately", "--a11y=1"]);
        let process = Process::start("accessibility", &command, &self.logs());
        self.running.push(process);
        self.wait_for_name("the bus of assistive technology", "org.a11y.Bus");
        self.read_aloud = true;
    }

    fn wait_for_name(&self, what: &str, name: &str) {
        poll_until(&format!("{what} answers on the bus"), Duration::from_secs(20), || {
            let mut question = self.command("dbus-send");
            question.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
            question.args(["org.freedesktop.DBus.NameHasOwner", &format!("string:{name}")]);
            output_of(&mut question).contains("boolean true").then_some(())
        });
    }

    fn start_window_manager(&mut self) {
        let process = Process::start("window-manager", &self.command("openbox"), &self.logs());
        self.running.push(process);
        poll_until("the window manager is there", Duration::from_secs(20), || {
            let mut question = self.command("xdotool");
            let answer = question.arg("get_num_desktops").output().ok()?;
            answer.status.success().then_some(())
        });
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let folder = evidence_folder(&self.name);
            for entry in fs::read_dir(self.logs()).into_iter().flatten().flatten() {
                let _ = fs::copy(entry.path(), folder.join(entry.file_name()));
            }
            eprintln!("Pictures and logs of what failed: {}", folder.display());
        }
        while let Some(process) = self.running.pop() {
            drop(process);
        }
    }
}
