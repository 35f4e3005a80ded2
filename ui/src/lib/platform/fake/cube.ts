/** The smallest body there is: a cube in one colour a side, as a GLB file made by code. For the fake and for tests. */

/** The sides: the way each looks, and its colour. */
const SIDES = [
  { way: [1, 0, 0], colour: [0.72, 0.2, 0.07] },
  { way: [-1, 0, 0], colour: [0.8, 0.5, 0.2] },
  { way: [0, 1, 0], colour: [0.85, 0.68, 0.46] },
  { way: [0, -1, 0], colour: [0.06, 0.05, 0.09] },
  { way: [0, 0, 1], colour: [0.3, 0.06, 0.1] },
  { way: [0, 0, -1], colour: [0.05, 0.14, 0.18] },
] as const;

const [JSON_CHUNK, BINARY_CHUNK] = [0x4e4f534a, 0x004e4942];
const [FLOAT, UNSIGNED_SHORT] = [5126, 5123];

/** Four corners of a side, counter-clockwise as seen from outside. */
function corners([x, y, z]: readonly [number, number, number]): number[][] {
  // Two ways along the side; which two does not matter as long as they turn the right way round.
  const along = x !== 0 ? [0, x, 0] : y !== 0 ? [0, 0, y] : [z, 0, 0];
  const [ax = 0, ay = 0, az = 0] = along;
  const across = [y * az - z * ay, z * ax - x * az, x * ay - y * ax];
  const [bx = 0, by = 0, bz = 0] = across;
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([s = 0, t = 0]) => [x + s * ax + t * bx, y + s * ay + t * by, z + s * az + t * bz].map((at) => at / 2));
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  whole.set(bytes);
  return whole;
}

/** A GLB file with a cube of edge 1. `more` goes into its description, to make one that wants what is not there. */
export function cubeGlb(more: Record<string, unknown> = {}): Uint8Array<ArrayBuffer> {
  const places = SIDES.flatMap(({ way }) => corners(way).flat());
  const normals = SIDES.flatMap(({ way }) => [way, way, way, way].flat());
  const triangles = SIDES.flatMap((_, side) => [0, 1, 2, 0, 2, 3].map((corner) => side * 4 + corner));
  const binary = new Uint8Array((places.length + normals.length) * 4 + triangles.length * 2);
  binary.set(new Uint8Array(new Float32Array([...places, ...normals]).buffer));
  binary.set(new Uint8Array(new Uint16Array(triangles).buffer), (places.length + normals.length) * 4);
  const [placeBytes, sideBytes] = [places.length * 4, 6 * 2];
  const description = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [
      {
        primitives: SIDES.map((_, side) => ({
          attributes: { POSITION: 0, NORMAL: 1 },
          indices: 2 + side,
          material: side,
        })),
      },
    ],
    materials: SIDES.map(({ colour }) => ({
      pbrMetallicRoughness: { baseColorFactor: [...colour, 1], metallicFactor: 0, roughnessFactor: 0.55 },
    })),
    buffers: [{ byteLength: binary.length }],
    bufferViews: [
      { buffer: 0, byteLength: placeBytes },
      { buffer: 0, byteOffset: placeBytes, byteLength: placeBytes },
      { buffer: 0, byteOffset: 2 * placeBytes, byteLength: triangles.length * 2 },
    ],
    accessors: [
      { bufferView: 0, componentType: FLOAT, count: 24, type: 'VEC3', min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] },
      { bufferView: 1, componentType: FLOAT, count: 24, type: 'VEC3' },
      ...SIDES.map((_, side) => ({
        bufferView: 2,
        byteOffset: side * sideBytes,
        componentType: UNSIGNED_SHORT,
        count: 6,
        type: 'SCALAR',
      })),
    ],
    ...more,
  };
  const json = padded(new TextEncoder().encode(JSON.stringify(description)), 0x20);
  const body = padded(binary, 0);
  const file = new Uint8Array(12 + 8 + json.length + 8 + body.length);
  const view = new DataView(file.buffer);
  // "glTF", version 2, length; then each part with its length and kind.
  [0x46546c67, 2, file.length, json.length, JSON_CHUNK].forEach((word, at) => {
    view.setUint32(at * 4, word, true);
  });
  file.set(json, 20);
  view.setUint32(20 + json.length, body.length, true);
  view.setUint32(24 + json.length, BINARY_CHUNK, true);
  file.set(body, 28 + json.length);
  return file;
}
