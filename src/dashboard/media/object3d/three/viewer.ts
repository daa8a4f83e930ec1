import {
  Box3,
  DirectionalLight,
  HemisphereLight,
  PerspectiveCamera,
  Scene,
  Sphere,
  Spherical,
  Vector3,
  type Material,
  type Mesh,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { Shown } from './load';
import { drawInto, useRenderer } from './shared-renderer';

export interface Viewer {
  /** Draws in a new size, in CSS pixels. */
  resize(width: number, height: number): void;
  reset(): void;
  /** Turns and moves by a key; whether it is one that does. */
  key(name: string): boolean;
  close(): void;
}

const TURN = Math.PI / 24;
const ZOOM = 1.15;

/** Shows an object in a canvas, where the mouse turns it. It is drawn when something has changed, not by the clock. */
export function openViewer(
  canvas: HTMLCanvasElement,
  { object, up, labels }: Shown,
  onDrawn: (places: { text: string; x: number; y: number }[]) => void,
): Viewer {
  const leave = useRenderer();
  const scene = new Scene().add(object, new HemisphereLight(0xffffff, 0x8890a0, 2));
  const sphere = new Box3().setFromObject(object).getBoundingSphere(new Sphere());
  const radius = sphere.radius > 0 && Number.isFinite(sphere.radius) ? sphere.radius : 1;
  const camera = new PerspectiveCamera(40, 1, radius / 100, radius * 100);
  camera.up.set(0, up === 'y' ? 1 : 0, up === 'z' ? 1 : 0);
  const light = new DirectionalLight(0xffffff, 2);
  scene.add(camera.add(light));
  const controls = new OrbitControls(camera, canvas);
  // A page that is scrolled over an object must not stop there: it zooms once somebody has chosen it.
  controls.enableZoom = false;
  const wake = () => void (controls.enableZoom = true);
  const sleep = () => void (controls.enableZoom = false);
  canvas.addEventListener('focus', wake);
  canvas.addEventListener('blur', sleep);
  let frame = 0;
  const draw = () => {
    frame = 0;
    drawInto(canvas, scene, camera);
    onDrawn(labels.map(({ text, at }) => ({ text, ...placeOf(at, camera) })));
  };
  const drawSoon = () => void (frame ||= requestAnimationFrame(draw));
  const reset = () => {
    const away = up === 'y' ? new Vector3(0.6, 0.5, 1) : new Vector3(0.8, -1, 0.6);
    camera.position.copy(sphere.center).addScaledVector(away.normalize(), radius * 2.7);
    controls.target.copy(sphere.center);
    controls.update();
    drawSoon();
  };
  controls.addEventListener('change', drawSoon);
  reset();
  return {
    reset,
    resize(width, height) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      camera.aspect = width / height;
      camera.updateProjectionMatrix();
      drawSoon();
    },
    key(name) {
      const turn = { ArrowLeft: [-TURN, 0], ArrowRight: [TURN, 0], ArrowUp: [0, -TURN], ArrowDown: [0, TURN] }[name];
      const zoom = { '+': 1 / ZOOM, '=': 1 / ZOOM, '-': ZOOM }[name];
      if (turn) move(camera, controls.target, turn[0]!, turn[1]!, 1);
      else if (zoom !== undefined) move(camera, controls.target, 0, 0, zoom);
      else if (name === 'Home') reset();
      else return false;
      controls.update();
      drawSoon();
      return true;
    },
    close() {
      cancelAnimationFrame(frame);
      canvas.removeEventListener('focus', wake);
      canvas.removeEventListener('blur', sleep);
      controls.dispose();
      object.traverse((part) => {
        const { geometry, material } = part as Partial<Mesh>;
        geometry?.dispose();
        for (const one of [material].flat()) if (one) disposeMaterial(one);
      });
      leave();
    },
  };
}

/** Around what it looks at; the angles are taken as if y were up. */
function move(camera: PerspectiveCamera, target: Vector3, around: number, over: number, zoom: number): void {
  const way = camera.position.clone().sub(target);
  const isZUp = camera.up.z === 1;
  const place = new Spherical().setFromVector3(isZUp ? new Vector3(way.x, way.z, -way.y) : way);
  place.theta += around;
  place.phi += over;
  place.radius *= zoom;
  way.setFromSpherical(place.makeSafe());
  camera.position.copy(target).add(isZUp ? new Vector3(way.x, -way.z, way.y) : way);
}

/** In parts of the canvas' width and height; outside of it when it lies behind. */
function placeOf(at: Vector3, camera: PerspectiveCamera): { x: number; y: number } {
  const seen = at.clone().project(camera);
  return seen.z > 1 ? { x: -1, y: -1 } : { x: (seen.x + 1) / 2, y: (1 - seen.y) / 2 };
}

function disposeMaterial(material: Material): void {
  for (const part of Object.values(material)) {
    if (typeof part === 'object' && part !== null && 'isTexture' in part) (part as { dispose(): void }).dispose();
  }
  material.dispose();
}
