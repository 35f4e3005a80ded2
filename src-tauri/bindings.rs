//! The TypeScript side of the bridge, written from the same list that feeds the handler.

use std::{any::TypeId, collections::BTreeMap, fmt::Write as _};

use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name, so that each is written once and in a stable order.
pub struct Declarations<'a> {
    config: &'a Config,
    seen: Vec<TypeId>,
    by_name: BTreeMap<String, String>,
    commands: String,
}

impl<'a> Declarations<'a> {
    /// Nothing declared yet.
    pub fn new(config: &'a Config) -> Self {
        Self { config, seen: Vec::new(), by_name: BTreeMap::new(), commands: String::new() }
    }

    /// Declares a type and everything that it is made of.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) {
        self.visit::<T>();
    }

    /// Declares one command and the types that it takes and gives.
    pub fn add_command<Q: TS + 'static, A: TS + 'static>(&mut self, name: &str) {
        self.add::<Q>();
        self.add::<A>();
        let (request, answer) = (Q::name(self.config), A::name(self.config));
        writeln!(self.commands, "  {name}: {{ request: {request}; answer: {answer} }};").expect("a string takes text");
    }

    /// The whole file.
    pub fn into_file(self) -> String {
        let mut file = String::from(
            "/** Generated from the Rust types by `./dev fix`. Do not edit: a test compares it with them. */\n\n",
        );
        for declaration in self.by_name.values() {
            writeln!(file, "{declaration}\n").expect("a string takes text");
        }
        write!(
            file,
            "/** Every command with what it takes and what it gives. */\nexport interface Commands {{\n{}}}\n",
            self.commands
        )
        .expect("a string takes text");
        file
    }
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let doc = T::docs().unwrap_or_default();
            self.by_name.insert(T::ident(self.config), format!("{doc}export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
