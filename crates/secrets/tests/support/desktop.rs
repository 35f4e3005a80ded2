//! A desktop session in a temporary folder: a bus without activation, and a gnome-keyring when asked.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The session. Its processes end with it, by their ids.
pub struct Desktop {
    folder: TempDir,
    bus: Option<Child>,
    keyring: Option<Child>,
}

impl Desktop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "run"] {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        }
        Self { folder, bus: None, keyring: None }
    }

    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// A bus that starts no service by itself: the machine's own keyring must not answer in place of ours.
    pub fn start_bus(&mut self) {
        let config = self.folder.path().join("bus.conf");
        // A silent bus may have left its socket behind.
        let _ = fs::remove_file(self.socket());
        let text = format!(
            "<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
            self.socket().display()
        );
        fs::write(&config, text).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.arg("--nofork").arg(format!("--config-file={}", config.display()));
        self.bus = Some(self.spawn(&mut command, "dbus"));
        let deadline = Instant::now() + Duration::from_secs(10);
        while UnixStream::connect(self.socket()).is_err() {
            assert!(Instant::now() < deadline, "the private bus did not come up");
            std::thread::yield_now();
        }
    }

    /// A bus that takes connections and says nothing, until the listener is dropped.
    pub fn start_silent_bus(&self) -> UnixListener {
        UnixListener::bind(self.socket()).unwrap()
    }

    /// A keyring whose login collection is made, or opened, with a password.
    pub fn start_keyring_unlocked(&mut self, password: &str) {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
        let mut child = self.spawn(&mut command, "gnome-keyring");
        // The newline matters: without it some versions make no collection.
        child.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
        self.keyring = Some(child);
    }

    /// A keyring that nobody unlocked.
    pub fn start_keyring_locked(&mut self) {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        self.keyring = Some(self.spawn(&mut command, "gnome-keyring"));
    }

    pub fn stop_keyring(&mut self) {
        end(self.keyring.take());
    }

    /// The environment of this session, for a child.
    pub fn dress(&self, command: &mut Command) {
        let home = self.folder.path().join("home");
        command
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.socket().display()))
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("bus")
    }

    fn spawn(&self, command: &mut Command, package: &str) -> Child {
        self.dress(command);
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {package}, is it installed? {error}"))
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        end(self.keyring.take());
        end(self.bus.take());
    }
}

fn end(child: Option<Child>) {
    if let Some(mut child) = child {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}
