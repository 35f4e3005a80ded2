/**
 * Reads a glTF body out of bytes that are already here. The loader would turn parts of the file into `blob:` and `data:`
 * addresses and fetch those, which the window's policy refuses; here its two doors to the outside lead to the bytes
 * themselves. A file that wants other files, or a decoder that would have to be fetched, cannot be shown.
 */
import { Texture, type Group } from 'three';
import { GLTFLoader, type GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';

type Written = { buffers?: { uri?: string }[]; images?: { uri?: string; bufferView?: number; mimeType?: string }[] };

export async function readBody(bytes: Uint8Array<ArrayBuffer>): Promise<Group> {
  const loader = new GLTFLoader();
  loader.register((parser) => {
    keepInside(parser);
    return { name: 'kept-inside' };
  });
  const { scene } = await loader.parseAsync(bytes.buffer, '');
  return scene;
}

function keepInside(parser: GLTFParser): void {
  const written = parser.json as Written;
  const embedded = parser.loadBuffer.bind(parser);
  parser.loadBuffer = (index) => {
    const uri = written.buffers?.[index]?.uri;
    return uri === undefined ? embedded(index) : inside(uri).then(({ bytes }) => bytes.buffer);
  };
  const textures = new Map<number, Promise<Texture>>();
  parser.loadImageSource = async (index) => {
    const before = textures.get(index);
    if (before) return (await before).clone();
    const texture = loadImage(parser, written, index);
    textures.set(index, texture);
    return texture;
  };
}

async function loadImage(parser: GLTFParser, written: Written, index: number): Promise<Texture> {
  const source = written.images?.[index];
  let picture: Blob;
  if (source?.bufferView !== undefined) {
    const bytes = (await parser.getDependency('bufferView', source.bufferView)) as ArrayBuffer;
    picture = new Blob([bytes], { type: source.mimeType ?? '' });
  } else {
    const { bytes, type } = await inside(source?.uri ?? '');
    picture = new Blob([bytes], { type });
  }
  const texture = new Texture(
    await createImageBitmap(picture, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' }),
  );
  texture.needsUpdate = true;
  return texture;
}

/** What a `data:` address holds. Any other address is another file, which a result does not bring. */
async function inside(uri: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const found = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(uri);
  if (!found) throw new Error('the body wants another file');
  const signs = atob(found[2] ?? '');
  return { bytes: Uint8Array.from(signs, (sign) => sign.charCodeAt(0)), type: found[1] ?? '' };
}
