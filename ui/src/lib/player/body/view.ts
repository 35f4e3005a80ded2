/**
 * A body on a canvas: it is lit, framed and turned. Drawn only when something changed, so that a body at rest costs
 * nothing; it never turns by itself. Fetched as a part of its own, with everything that it needs.
 */
import {
  DirectionalLight,
  NeutralToneMapping,
  PerspectiveCamera,
  PMREMGenerator,
  Scene,
  WebGLRenderer,
  type Group,
  type Material,
  type Mesh,
  type Texture,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { RoomEnvironment } from 'three/examples/jsm/environments/RoomEnvironment.js';
import { readBody } from './load';
import { frameOf, walked, type Frame } from './orbit';

const FIELD_OF_VIEW = 35;
/** Beyond this a screen shows nothing more, and a weak graphics card falls behind. */
const MOST_PIXELS_PER_POINT = 2;
const CARD = { width: 640, height: 360 };

/**
 * White light: softly from all sides, so that a body has its own colours whatever the look of the window is, and some from
 * over the shoulder of whoever looks, so that its form shows from every side.
 */
function lit(renderer: WebGLRenderer, body: Group, camera: PerspectiveCamera): Scene {
  const scene = new Scene();
  const light = new PMREMGenerator(renderer);
  scene.environment = light.fromScene(new RoomEnvironment(), 0.04).texture;
  light.dispose();
  scene.environmentIntensity = 0.7;
  const shoulder = new DirectionalLight(0xffffff, 1.1);
  shoulder.position.set(-0.6, 0.9, 0.4);
  camera.add(shoulder);
  scene.add(body, camera);
  return scene;
}

function rendererFor(canvas: HTMLCanvasElement, options: { preserveDrawingBuffer: boolean }): WebGLRenderer {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, ...options });
  renderer.toneMapping = NeutralToneMapping;
  renderer.setClearColor(0x000000, 0);
  return renderer;
}

/** Frees what the graphics card holds; the garbage collector does not know of it. */
function release(scene: Scene): void {
  scene.environment?.dispose();
  scene.traverse((part) => {
    const { geometry, material } = part as Partial<Mesh>;
    geometry?.dispose();
    for (const one of [material ?? []].flat() as Material[]) {
      for (const value of Object.values(one))
        if ((value as Partial<Texture> | null)?.isTexture) (value as Texture).dispose();
      one.dispose();
    }
  });
}

/**
 * It is drawn out of sight and copied onto the page. WebKitGTK (seen in 2.50, without a graphics card) composes no WebGL
 * canvas at all, and forgets parts of the page around it.
 */
export class BodyView {
  readonly #renderer: WebGLRenderer;
  readonly #paper: HTMLCanvasElement;
  readonly #scene: Scene;
  readonly #camera = new PerspectiveCamera(FIELD_OF_VIEW);
  readonly #controls: OrbitControls;
  readonly #body: Group;
  readonly #watch: ResizeObserver;
  #frame: Frame;
  #due = 0;
  /** Nobody has turned it: a stage of another shape frames it anew. */
  #untouched = true;

  private constructor(canvas: HTMLCanvasElement, body: Group) {
    this.#paper = canvas;
    this.#renderer = rendererFor(document.createElement('canvas'), { preserveDrawingBuffer: false });
    this.#body = body;
    this.#scene = lit(this.#renderer, body, this.#camera);
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.enablePan = false;
    this.#controls.enableDamping = false;
    this.#controls.addEventListener('change', () => {
      this.#draw();
    });
    this.#controls.addEventListener('start', () => {
      this.#untouched = false;
    });
    this.#frame = frameOf(body, (FIELD_OF_VIEW * Math.PI) / 180, 1);
    this.#watch = new ResizeObserver(() => {
      this.#measure();
    });
    this.#watch.observe(canvas.parentElement ?? canvas);
    this.#measure();
    this.reset();
  }

  /** Reads the body and shows it. Fails when the bytes are none, or nothing can be drawn here. */
  static async open(canvas: HTMLCanvasElement, bytes: Uint8Array<ArrayBuffer>): Promise<BodyView> {
    return new BodyView(canvas, await readBody(bytes));
  }

  /** Walks around it; `around` and `up` in degrees. */
  turn(around: number, up: number): void {
    this.#go(around, up, 1);
  }

  closer(factor: number): void {
    this.#go(0, 0, factor);
  }

  /** As it was when it was opened. */
  reset(): void {
    this.#untouched = true;
    const { width, height } = this.#paper;
    this.#frame = frameOf(this.#body, (FIELD_OF_VIEW * Math.PI) / 180, height > 0 ? width / height : 1);
    const { target, eye, distance, radius } = this.#frame;
    this.#camera.near = Math.max(distance / 1000, radius / 500);
    this.#camera.far = distance * 20;
    this.#camera.position.copy(eye);
    this.#camera.updateProjectionMatrix();
    this.#controls.minDistance = radius * 0.2;
    this.#controls.maxDistance = distance * 4;
    this.#controls.target.copy(target);
    this.#controls.update();
    this.#draw();
  }

  close(): void {
    cancelAnimationFrame(this.#due);
    this.#watch.disconnect();
    this.#controls.dispose();
    release(this.#scene);
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #go(around: number, up: number, factor: number): void {
    this.#untouched = false;
    const radians = Math.PI / 180;
    const { target } = this.#controls;
    this.#camera.position.copy(walked(this.#camera.position, target, around * radians, up * radians, factor));
    this.#controls.update();
    this.#draw();
  }

  #measure(): void {
    const place = this.#paper.parentElement;
    const [width, height] = [place?.clientWidth ?? 0, place?.clientHeight ?? 0];
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS_PER_POINT));
    this.#renderer.setSize(width, height, false);
    this.#paper.width = this.#renderer.domElement.width;
    this.#paper.height = this.#renderer.domElement.height;
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
    if (this.#untouched) this.reset();
    // A new size empties the canvas: it is drawn in the same moment, not in the next.
    this.#paint();
  }

  #draw(): void {
    cancelAnimationFrame(this.#due);
    this.#due = requestAnimationFrame(() => {
      this.#paint();
    });
  }

  /** Copied in the same task: what is drawn is gone in the next. */
  #paint(): void {
    this.#renderer.render(this.#scene, this.#camera);
    const { width, height } = this.#paper;
    const context = this.#paper.getContext('2d');
    context?.clearRect(0, 0, width, height);
    context?.drawImage(this.#renderer.domElement, 0, 0, width, height);
  }
}

/** A still of a body for its card. */
export async function pictureOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const body = await readBody(bytes);
  const canvas = document.createElement('canvas');
  const renderer = rendererFor(canvas, { preserveDrawingBuffer: true });
  renderer.setSize(CARD.width, CARD.height, false);
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, CARD.width / CARD.height);
  const scene = lit(renderer, body, camera);
  const { target, eye, distance, radius } = frameOf(body, (FIELD_OF_VIEW * Math.PI) / 180, CARD.width / CARD.height);
  camera.near = Math.max(distance / 1000, radius / 500);
  camera.far = distance * 20;
  camera.position.copy(eye);
  camera.lookAt(target);
  camera.updateProjectionMatrix();
  renderer.render(scene, camera);
  const picture = canvas.toDataURL('image/webp', 0.9);
  release(scene);
  renderer.dispose();
  renderer.forceContextLoss();
  return picture;
}
