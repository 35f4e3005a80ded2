/** Bodies without a screen: reading them, framing them, walking around them. */
import { Box3, Mesh, Vector3, type MeshStandardMaterial } from 'three';
import { afterEach, expect, test, vi } from 'vitest';
import { cubeGlb } from '$lib/platform/fake/cube';
import { readBody } from './load';
import { frameOf, walked } from './orbit';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a body is read out of its bytes', async () => {
  const body = await readBody(cubeGlb());
  const size = new Box3().setFromObject(body).getSize(new Vector3());
  expect([size.x, size.y, size.z]).toEqual([1, 1, 1]);
});

test('a picture inside a body is decoded from its bytes, without an address', async () => {
  const fetched = vi.fn(() => Promise.reject(new Error('nothing may be fetched')));
  vi.stubGlobal('fetch', fetched);
  const decoded: Blob[] = [];
  vi.stubGlobal('createImageBitmap', (picture: Blob) => {
    decoded.push(picture);
    return Promise.resolve({ width: 1, height: 1 });
  });
  const textured = cubeGlb({
    images: [{ uri: `data:image/png;base64,${btoa('png')}` }, { bufferView: 2, mimeType: 'image/jpeg' }],
    textures: [{ source: 0 }, { source: 1 }],
    materials: Array.from({ length: 6 }, (_, side) => ({
      pbrMetallicRoughness: { baseColorTexture: { index: side % 2 } },
    })),
  });
  const body = await readBody(textured);
  const materials: MeshStandardMaterial[] = [];
  body.traverse((part) => {
    if (part instanceof Mesh) materials.push(part.material as MeshStandardMaterial);
  });
  expect(materials.every((material) => material.map !== null)).toBe(true);
  expect(decoded.map(({ type }) => type).sort()).toEqual(['image/jpeg', 'image/png']);
  expect(fetched).not.toHaveBeenCalled();
});

test('a body that wants another file, or is none, fails', async () => {
  await expect(readBody(cubeGlb({ buffers: [{ byteLength: 600, uri: 'other.bin' }] }))).rejects.toThrow();
  await expect(readBody(cubeGlb().slice(0, 40))).rejects.toThrow();
  await expect(readBody(new TextEncoder().encode('no body at all'))).rejects.toThrow();
});

test('all of a body is in view, on a wide stage and on a narrow one', async () => {
  const body = await readBody(cubeGlb());
  const fov = Math.PI / 5;
  const [wide, narrow] = [frameOf(body, fov, 16 / 9), frameOf(body, fov, 0.5)];
  // The half diagonal of a cube of edge 1 is about 0.87.
  expect(wide.radius).toBeCloseTo(0.866, 2);
  expect(wide.distance * Math.sin(fov / 2)).toBeGreaterThan(wide.radius);
  expect(narrow.distance).toBeGreaterThan(wide.distance);
  expect(wide.eye.distanceTo(wide.target)).toBeCloseTo(wide.distance);
});

test('walking keeps the distance, stops before the poles and comes closer by a factor', () => {
  const target = new Vector3(1, 2, 3);
  const eye = new Vector3(1, 2, 8);
  const beside = walked(eye, target, Math.PI / 2, 0);
  expect(beside.distanceTo(target)).toBeCloseTo(5);
  expect(beside.x).toBeCloseTo(6);
  const above = walked(eye, target, 0, 99);
  expect(above.y).toBeGreaterThan(6.9);
  expect(above.z).toBeGreaterThan(target.z);
  expect(walked(eye, target, 0, 0, 2).distanceTo(target)).toBeCloseTo(2.5);
});
