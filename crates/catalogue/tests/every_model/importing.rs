//! Imports of both published spellings into a catalogue of two models, and of files that are not what they should be.

use std::{
    fs,
    path::{Path, PathBuf},
};

use afterframe_catalogue::folder::{Folder, FolderError};
use afterframe_core::catalogue::{Plain, Standing, Upstream, UpstreamKind};
use serde_json::{Value, json};
use tempfile::TempDir;

const FAMILY: &str = r#"{"order": 1, "name": "One", "maker": "Maker", "goodAt": {"en": "Good.", "zh": "很好。"},
    "models": [{"endpoint": "maker/one", "task": "text-to-video"}]}"#;

/// A catalogue that has taken in [`collection`].
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a folder for tests takes files"));
        for part in ["catalogue/families", "catalogue/words"] {
            fs::create_dir_all(home.0.path().join(part)).expect("a folder for tests takes files");
        }
        fs::write(home.catalogue().join("families/one.json"), FAMILY).expect("a folder for tests takes files");
        fs::write(home.catalogue().join("NOTES.md"), "## Left out\n\n- `maker/odd`\n\n## Words\n\n- `maker/two`\n")
            .expect("a folder for tests takes files");
        home.import(&collection()).expect("a good collection");
        home
    }

    fn catalogue(&self) -> PathBuf {
        self.0.path().join("catalogue")
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a folder for tests takes files");
        path
    }

    fn import(&self, registry: &Value) -> Result<String, FolderError> {
        self.import_with(registry, None)
    }

    fn import_with(&self, registry: &Value, prices: Option<&Value>) -> Result<String, FolderError> {
        let registry = self.write("registry.json", &registry.to_string());
        let prices = prices.map(|prices| self.write("prices.json", &prices.to_string()));
        let report = Folder::read(&self.catalogue())?.import(&registry, prices.as_deref())?;
        Ok(report.to_string())
    }

    fn text(&self) -> String {
        fs::read_to_string(self.catalogue().join("upstream.json")).expect("a folder for tests takes files")
    }

    fn upstream(&self) -> Upstream {
        serde_json::from_str(&self.text()).expect("facts that can be read")
    }

    /// Every other file, to show that an import leaves them alone.
    fn rest(&self) -> Vec<(String, String)> {
        let files = Folder::read(&self.catalogue()).expect("a folder that can be read");
        let rest = files.files().into_iter().filter(|(path, _)| *path != "upstream.json");
        rest.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    }
}

/// The spelling with names, sources and prices.
fn collection() -> Value {
    json!({"as_of": "2026-11", "models": [
        {"endpoint": "maker/one", "name": "one", "output": "video", "source": "docs captures 2026-06",
         "price": {"currency": "CNY", "unit": "/5秒", "as_of": "2026-04-29", "kind": "parameter_based",
                   "rules": [{"when": {"size": "720p"}, "price": 1.5}, {"when": {"size": "4k"}, "price": 3.0}]},
         "params": [
            {"key": "prompt", "type": "STRING", "required": true, "default": "eine Katze", "max_length": 800, "min_length": 2, "upstream_note": "words"},
            {"key": "size", "type": "LIST", "required": true, "default": "720p", "alt_key": "12##select",
             "options": [{"value": "720p", "alt_value": "1"}, {"value": "4k", "alt_value": "2"}, {"value": "empty"}, {"value": ""}]},
            {"key": "clips", "type": "VIDEO", "required": false, "accept": [".MP4", "mov", "MOV"], "max_mb": 50, "multiple": true, "max_items": 3},
            {"key": "strength", "type": "FLOAT", "required": false, "min": 0.0, "max": 2.0, "step": 0.1, "default": 1.0}],
         "in_docs": [{"name": "one/text-to-video", "section": "s"}, {"name": "one/text-to-video", "section": "t"}]},
        {"endpoint": "maker/two", "output": "3d", "source": "community data 2026-08 (unconfirmed)", "deprecated": true, "price": null,
         "params": [{"key": "picture", "type": "IMAGE", "required": true, "accept": ["JPG", "jpeg", "tif"]}]},
        {"endpoint": "maker/none", "output": "video", "source": "official registry 2026-05", "price": null, "params": []}
    ]})
}

/// The developer kit, which knows less of the first model and more of the second.
fn kit() -> Value {
    json!({"version": "public-2026-12-01", "model_count": 3, "models": [
        {"endpoint": "maker/one", "output_type": "video", "name_en": "one", "category": "x", "params": [
            {"fieldKey": "prompt", "type": "STRING", "required": true, "defaultValue": "a cat", "maxLength": 800},
            {"fieldKey": "size", "type": "LIST", "required": true, "defaultValue": "720p",
             "options": [{"value": "720p", "description": "d"}, {"value": "4k"}]},
            {"fieldKey": "clips", "type": "VIDEO", "required": false, "accept": "[\"MP4\",\"MOV\"]", "maxSize": 50, "multipleInputs": true, "maxInputNum": 3},
            {"fieldKey": "strength", "type": "FLOAT", "required": false, "min": 0, "max": 2, "step": 0.1, "defaultValue": 1}]},
        {"endpoint": "maker/two-[Deprecated]", "output_type": "3d", "params": [
            {"fieldKey": "picture", "type": "IMAGE", "required": true, "accept": "[\"JPG\",\"TIFF\"]"}]},
        {"endpoint": "maker/three", "output_type": "string", "params": [
            {"fieldKey": "song", "type": "AUDIO", "required": true, "accept": "[\"MP3\"]", "maxSize": 10}]}
    ]})
}

fn prices() -> Value {
    json!({"version": "public-2026-12-01", "pricing": [
        {"endpoint": "maker/one", "currency": "CNY", "unit": "/秒起", "updated_at": "2026-12-01", "pricing_type": "parameter_based",
         "rules": [{"when": {"size": "720p"}, "price": 0.3}, {"when": {"size": "4k"}, "price": 3.0}]},
        {"endpoint": "maker/three", "currency": "CNY", "unit": "/1000字符", "updated_at": "2026-12-01", "pricing_type": "fixed", "price": 0.31},
        {"endpoint": "maker/four", "currency": "CNY", "unit": "/次", "updated_at": "2026-12-01", "pricing_type": "fixed", "price": 1}
    ]})
}

#[test]
fn a_collection_becomes_facts_and_nothing_but_facts() {
    let home = Home::new();
    let upstream = home.upstream();
    let one = &upstream.models[&"maker/one".into()];
    assert_eq!((one.standing, one.names.len()), (Standing::Documented, 1));
    let [prompt, size, clips, strength] = one.fields.as_slice() else { panic!("four fields") };
    assert_eq!((prompt.kind, &prompt.default, prompt.max_length), (UpstreamKind::Text, &None, Some(800)));
    assert_eq!((size.options.join(","), size.alt_options["4k"].as_str()), ("720p,4k".to_owned(), "2"));
    assert_eq!((clips.formats.join(","), clips.many), ("mp4,mov".to_owned(), Some(3)));
    assert_eq!(strength.default, Some(Plain::Number(1.0)));
    let price = one.price.as_ref().expect("a price");
    assert_eq!((price.every, price.rules[1].amount.as_str()), (Some(5), "3"));
    let two = &upstream.models[&"maker/two".into()];
    assert_eq!(
        (two.standing, two.deprecated, two.source.as_str()),
        (Standing::Unconfirmed, true, "community data 2026-08")
    );
    assert_eq!(two.fields[0].formats.join(","), "jpg,tiff");
    assert!(!upstream.models.contains_key(&"maker/none".into()), "no form can be made from nothing");
    let text = home.text();
    assert!(
        text.contains(r#"{"key": "strength", "type": "number", "default": 1, "min": 0, "max": 2, "step": 0.1}"#),
        "{text}"
    );
    for word in ["Katze", "words", "upstream_note"] {
        assert!(!text.contains(word), "{word} is not a fact");
    }
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let home = Home::new();
    for (registry, prices) in [(collection(), None), (kit(), Some(prices()))] {
        home.import_with(&registry, prices.as_ref()).unwrap();
        let first = home.text();
        let report = home.import_with(&registry, prices.as_ref()).unwrap();
        assert_eq!(home.text(), first);
        assert!(report.contains("0 new, 0 changed, 0 gone"), "{report}");
    }
}

#[test]
fn the_kit_keeps_what_it_does_not_know() {
    let home = Home::new();
    let (before, rest) = (home.upstream(), home.rest());
    let report = home.import(&kit()).unwrap();
    let after = home.upstream();
    let one = "maker/one".into();
    assert_eq!(after.models[&one], before.models[&one], "names, second spelling, shortest text and price stay");
    let two = &after.models[&"maker/two".into()];
    assert_eq!((two.standing, two.deprecated), (Standing::Listed, true), "the kit's word confirms it");
    assert_eq!(two.source, "official registry 2026-12");
    let three = &after.models[&"maker/three".into()];
    assert_eq!((three.standing, three.names.len()), (Standing::Listed, 0));
    assert_eq!(home.rest(), rest, "people's words are not touched");
    for says in [
        "New: 1\n  maker/three",
        "standing unconfirmed → listed",
        "In no family yet",
        "1 new, 1 changed, 0 gone, 1 as they were",
    ] {
        assert!(report.contains(says), "{says}: {report}");
    }
}

#[test]
fn changes_are_told_field_by_field() {
    let home = Home::new();
    let mut changed = kit();
    let params = changed["models"][0]["params"].as_array_mut().unwrap();
    params[0]["maxLength"] = json!(2000);
    params[1]["options"] = json!([{"value": "720p"}, {"value": "8k"}]);
    params[2]["required"] = json!(true);
    params[3] = json!({"fieldKey": "seed", "type": "INT", "required": false});
    let report = home.import_with(&changed, Some(&prices())).unwrap();
    for says in [
        "prompt: longest text 800 → 2000",
        "size: options added: 8k",
        "size: options gone: 4k",
        "clips: now required",
        "new field seed (integer)",
        "the field strength is gone",
        "price CNY every 5 seconds → at least CNY a second",
        "price with size 720p 1.5 → 0.3",
        "price of 2026-04-29 → 2026-12-01",
        "Prices of endpoints that no registry names: 1\n  maker/four",
    ] {
        assert!(report.contains(says), "{says}: {report}");
    }
    let size = &home.upstream().models[&"maker/one".into()].fields[1];
    assert_eq!(
        size.alt_options.keys().map(String::as_str).collect::<Vec<_>>(),
        ["720p"],
        "codes of what is gone go too"
    );
}

#[test]
fn what_is_gone_is_reported_and_kept() {
    let home = Home::new();
    home.import(&kit()).unwrap();
    let mut less = kit();
    less["models"].as_array_mut().unwrap().remove(1);
    let report = home.import(&less).unwrap();
    assert!(report.contains("Gone from the registry") && report.contains("  maker/two\n"), "{report}");
    assert!(home.upstream().models.contains_key(&"maker/two".into()));
    // A single model is a sample of a registry, and says nothing of the others.
    let mut part = collection();
    part["models"].as_array_mut().unwrap().truncate(1);
    let report = home.import(&part).unwrap();
    assert!(report.contains("taken as a part") && report.contains("0 gone"), "{report}");
}

#[test]
fn a_model_that_cannot_be_understood_keeps_what_is_known_of_it() {
    let home = Home::new();
    let before = home.upstream();
    let mut strange = kit();
    strange["models"][0]["params"][3]["type"] = json!("COLOUR");
    strange["models"][2]["params"] = json!([]);
    let report = home.import(&strange).unwrap();
    assert!(report.contains("maker/one: the field strength has the type \"COLOUR\""), "{report}");
    assert!(report.contains("Not taken in: 1\n  maker/three: no field is known"), "{report}");
    let one = "maker/one".into();
    assert_eq!(home.upstream().models[&one], before.models[&one]);
}

#[test]
fn a_price_that_cannot_be_counted_with_is_unknown() {
    let home = Home::new();
    let mut unclear = prices();
    unclear["pricing"][0]["unit"] = json!("/参考视频秒+0.001/次起");
    let report = home.import_with(&kit(), Some(&unclear)).unwrap();
    assert!(report.contains("the price is no longer known") && report.contains("参考视频秒"), "{report}");
    assert_eq!(home.upstream().models[&"maker/one".into()].price, None);
}

/// A change of the kit that makes it unusable, and what the refusal says.
type Spoil = (fn(&mut Value), &'static str);

#[test]
fn a_file_that_is_not_to_be_trusted_changes_nothing() {
    let spoiled: [Spoil; 21] = [
        (|kit| kit["models"][0]["endpoint"] = json!("../../secrets"), "not the name of an endpoint"),
        (|kit| kit["models"][0]["endpoint"] = json!("/etc/passwd"), "not the name of an endpoint"),
        (|kit| kit["models"][0]["endpoint"] = json!("https://elsewhere.example/x"), "not the name of an endpoint"),
        (|kit| kit["models"][0]["endpoint"] = json!(""), "not the name of an endpoint"),
        (|kit| kit["models"][0]["endpoint"] = json!(7), "entry 1"),
        (|kit| kit["models"][2]["endpoint"] = json!("maker/one"), "twice"),
        (|kit| kit["models"][0]["output_type"] = json!("cake"), "cake"),
        (|kit| kit["models"][0]["params"][0]["fieldKey"] = json!("a b"), "not the key of a field"),
        (|kit| kit["models"][0]["params"][1]["fieldKey"] = json!("prompt"), "prompt stands twice"),
        (|kit| kit["models"][0]["params"][0]["maxLength"] = json!(-1), "-1 characters"),
        (|kit| kit["models"][0]["params"][0]["maxLength"] = json!(1e12), "characters cannot be"),
        (|kit| kit["models"][0]["params"][0]["maxLength"] = json!("800"), "invalid type"),
        (|kit| kit["models"][0]["params"][2]["maxSize"] = json!(0.5), "0.5 MB"),
        (|kit| kit["models"][0]["params"][2]["accept"] = json!("MP4"), "no list of file formats"),
        (|kit| kit["models"][0]["params"][2]["accept"] = json!("[\"../x\"]"), "no file format"),
        (|kit| kit["models"][0]["params"][3]["min"] = json!(9), "larger than its largest"),
        (|kit| kit["models"][0]["params"][3]["step"] = json!(-0.1), "step is negative"),
        (|kit| kit["models"][0]["params"][1]["options"] = json!([]), "nothing to choose"),
        (|kit| kit["models"][0]["params"][1]["options"] = json!([{"value": {"a": 1}}]), "neither a text nor a number"),
        (|kit| kit["models"] = json!({}), "neither a registry"),
        (|kit| kit["models"] = json!([]), "neither a registry"),
    ];
    for (spoil, says) in spoiled {
        let home = Home::new();
        let before = home.text();
        let mut registry = kit();
        spoil(&mut registry);
        let refused = home.import(&registry).expect_err(says).to_string();
        assert!(refused.contains(says), "{says}: {refused}");
        assert_eq!(home.text(), before, "{says}");
    }
}

#[test]
fn prices_that_are_not_to_be_trusted_change_nothing() {
    let spoiled: [Spoil; 6] = [
        (|list| list["pricing"][1]["price"] = json!(-3), "-3 is no price"),
        (|list| list["pricing"][1]["price"] = json!(1e9), "is no price"),
        (|list| list["pricing"][1]["currency"] = json!("EUR"), "EUR"),
        (|list| list["pricing"][1]["updated_at"] = json!("yesterday"), "no day"),
        (|list| list["pricing"][1]["endpoint"] = json!("maker/one"), "twice"),
        (|list| *list = json!({"models": []}), "not a list of prices"),
    ];
    for (spoil, says) in spoiled {
        let home = Home::new();
        let before = home.text();
        let mut list = prices();
        spoil(&mut list);
        let refused = home.import_with(&kit(), Some(&list)).expect_err(says).to_string();
        assert!(refused.contains(says), "{says}: {refused}");
        assert_eq!(home.text(), before, "{says}");
    }
}

#[test]
fn files_that_are_no_registry_are_refused_in_words() {
    let home = Home::new();
    let before = home.text();
    let folder = || Folder::read(&home.catalogue()).unwrap();
    let refusal = |path: &Path| folder().import(path, None).expect_err("refused").to_string();
    assert!(refusal(&home.write("a.json", "no JSON")).contains("is not JSON"));
    assert!(refusal(&home.write("b.json", "")).contains("is not JSON"));
    assert!(refusal(&home.write("c.json", "[1, 2]")).contains("neither a registry"));
    assert!(refusal(&home.write("d.json", &prices().to_string())).contains("--prices"));
    assert!(refusal(&home.write("e.json", &"[".repeat(100_000))).contains("is not JSON"));
    assert!(refusal(&home.write("f.json", &format!("{{\"models\": \"{}\"}}", "1e999"))).contains("neither a registry"));
    assert!(refusal(&home.0.path().join("missing.json")).contains("cannot be read"));
    assert!(refusal(home.0.path()).contains("cannot be read"));
    let huge = home.write("huge.json", "");
    fs::File::options().write(true).open(&huge).unwrap().set_len(33 * 1024 * 1024).unwrap();
    assert!(refusal(&huge).contains("larger than 32 MB"));
    assert_eq!(home.text(), before);
    let left: Vec<_> = fs::read_dir(home.catalogue()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "nothing is left lying beside the catalogue: {left:?}");
}

#[test]
fn a_catalogue_that_cannot_be_written_says_so_and_stays() {
    let home = Home::new();
    let folder = Folder::read(&home.catalogue()).unwrap();
    let before = home.text();
    fs::create_dir(home.catalogue().join("upstream.json.part")).unwrap();
    let refused = folder.import(&home.write("kit.json", &kit().to_string()), None).expect_err("refused").to_string();
    assert!(refused.contains("cannot be written"), "{refused}");
    assert_eq!(home.text(), before);
}

#[test]
fn the_notes_say_what_is_left_out() {
    let home = Home::new();
    let mut more = kit();
    more["models"][2]["endpoint"] = json!("maker/odd");
    let report = home.import(&more).unwrap();
    assert!(report.contains("  maker/two") && !report.contains("catalogue/families/: 2"), "{report}");
}
