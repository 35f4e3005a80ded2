/** Where the eye stands around a body: arithmetic of turning and framing, without a screen. Angles are radians. */
import { Box3, Sphere, Spherical, Vector3, type Object3D } from 'three';

/** Not quite over the poles, where left and right lose their meaning. */
const POLE = 0.05;
/** Seen a little from the side and from above, as things on a table are. */
const FIRST_LOOK = new Spherical(1, Math.PI / 2 - 0.32, 0.6);
/** Air around the body. */
const AIR = 1.12;

export type Frame = { target: Vector3; eye: Vector3; distance: number; radius: number };

/** Where to stand so that the whole body is in view. `fov` is the vertical angle of view, `aspect` width by height. */
export function frameOf(body: Object3D, fov: number, aspect: number): Frame {
  const sphere = new Box3().setFromObject(body).getBoundingSphere(new Sphere());
  // A body without a single point has no place either.
  const radius = sphere.radius > 0 ? sphere.radius : 1;
  const target = sphere.radius > 0 ? sphere.center : new Vector3();
  const narrow = Math.min(fov, 2 * Math.atan(Math.tan(fov / 2) * aspect));
  const distance = (radius / Math.sin(narrow / 2)) * AIR;
  const eye = new Vector3().setFromSpherical(FIRST_LOOK).multiplyScalar(distance).add(target);
  return { target, eye, distance, radius };
}

/** The eye after walking around the target, sideways and up, and coming closer by a factor. */
export function walked(eye: Vector3, target: Vector3, around: number, up: number, closer = 1): Vector3 {
  const place = new Spherical().setFromVector3(eye.clone().sub(target));
  place.theta += around;
  place.phi = Math.min(Math.PI - POLE, Math.max(POLE, place.phi - up));
  place.radius /= closer;
  return new Vector3().setFromSpherical(place).add(target);
}
