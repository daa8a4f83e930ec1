import { WebGLRenderer, type Camera, type Scene } from 'three';

/**
 * One renderer for all objects that are on show: browsers allow a page some 16 WebGL contexts and take the oldest away.
 * Each object has a canvas of its own, to which its picture is copied. It lives while anybody uses it.
 */
let renderer: WebGLRenderer | null = null;
let users = 0;

/**
 * Takes part in it, until the returned function is called.
 *
 * @throws when the browser has no WebGL.
 */
export function useRenderer(): () => void {
  renderer ??= new WebGLRenderer({ antialias: true, alpha: true });
  users++;
  return () => {
    if (--users > 0) return;
    renderer?.dispose();
    renderer?.forceContextLoss();
    renderer = null;
  };
}

/** Draws a scene into a canvas, as large as that is. */
export function drawInto(canvas: HTMLCanvasElement, scene: Scene, camera: Camera): void {
  const { width, height } = canvas;
  const target = canvas.getContext('2d');
  if (!renderer || !target || width === 0 || height === 0) return;
  renderer.setSize(width, height, false);
  renderer.render(scene, camera);
  target.clearRect(0, 0, width, height);
  target.drawImage(renderer.domElement, 0, 0);
}
