import type { TensorLike } from './tensor-like';

/** What a backend of tfjs shows of the device that it works with, WebGL's or WebGPU's. */
interface Backend {
  gpgpu?: { gl?: WebGLRenderingContext };
  device?: { lost?: Promise<unknown> };
}

/** tfjs notes in a global which backend has a tensor, so tfjs itself is not needed. */
interface Global {
  _tfengine?: { state?: { tensorInfo?: { get(dataId: unknown): { backend?: Backend } | undefined } } };
}

export function backendOf({ dataId }: TensorLike): Backend | undefined {
  return (globalThis as Global)._tfengine?.state?.tensorInfo?.get(dataId)?.backend;
}

/** Of each backend that was seen: whether its device is lost. */
const LOST = new WeakMap<Backend, boolean>();

/**
 * Whether what the backend had on its device is gone for good: tfjs uses neither a WebGL context that is restored nor
 * another device. `onLost` is called should that come later.
 */
export function isLost(backend: Backend, onLost: () => void): boolean {
  if (!LOST.has(backend)) {
    const gl = backend.gpgpu?.gl;
    LOST.set(backend, gl?.isContextLost() === true);
    const lost = () => {
      LOST.set(backend, true);
      onLost();
    };
    gl?.canvas.addEventListener('webglcontextlost', lost);
    void backend.device?.lost?.then(lost);
  }
  return LOST.get(backend)!;
}
