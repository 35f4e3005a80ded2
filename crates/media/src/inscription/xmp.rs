//! The XMP packet around a text, and the text in a packet.

use std::fmt::Write as _;

use roxmltree::{Document, ParsingOptions};

/// Names the one property that is ours among those of all programs.
const NAMESPACE: &str = "urn:afterframe:made-with:1.0#";
const PROPERTY: &str = "madeWith";
/// A packet of ours has six; one that other programs have added to has some hundred.
const MOST_NODES: u32 = 4096;

/// The packet that carries `text`.
pub(super) fn packet(text: &str) -> Vec<u8> {
    let mut body = String::with_capacity(text.len() + 512);
    for letter in text.chars() {
        match letter {
            '&' => body.push_str("&amp;"),
            '<' => body.push_str("&lt;"),
            '>' => body.push_str("&gt;"),
            // A bare one would be read as the end of a line.
            '\r' => body.push_str("&#13;"),
            // XML has no word for these at all; the text is JSON, which does.
            '\u{fffe}' | '\u{ffff}' => drop(write!(body, "\\u{:04x}", u32::from(letter))),
            letter if letter.is_ascii_control() && !matches!(letter, '\n' | '\t') => body.push(' '),
            letter => body.push(letter),
        }
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:afterframe=\"{NAMESPACE}\">\
         <afterframe:{PROPERTY}>{body}</afterframe:{PROPERTY}>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
    .into_bytes()
}

/// The text in a packet, if it has our property. Programs that write a packet anew make an attribute of it, too.
pub(super) fn text(packet: &[u8]) -> Option<String> {
    let packet = std::str::from_utf8(packet).ok()?.trim_end_matches(['\0', ' ', '\n', '\r', '\t']);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(packet, options).ok()?;
    tree.descendants().find_map(|node| {
        if node.has_tag_name((NAMESPACE, PROPERTY)) { node.text() } else { node.attribute((NAMESPACE, PROPERTY)) }
            .map(str::to_owned)
    })
}
