import * as tf from '@tensorflow/tfjs';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';

type Read = ReturnType<MathBackendCPU['read']>;

/**
 * A backend of the real tfjs, with the kernels of its cpu backend, that answers when it is told to: in order, as a GPU
 * does, and out of order, as none should. What stands in `gpgpu` and `device` is what the WebGL and the WebGPU backends
 * have there.
 */
export class SlowBackend extends MathBackendCPU {
  readonly canvas = new EventTarget();
  readonly gpgpu = { gl: { canvas: this.canvas, isContextLost: () => this.isContextLost } };
  isContextLost = false;
  loseDevice!: () => void;
  readonly device = { lost: new Promise<void>((resolve) => (this.loseDevice = resolve)) };
  /** While set, reads come out of main memory, at once. */
  isNear = false;
  readonly asked: (() => void)[] = [];

  override async read(dataId: object): Read {
    if (!this.isNear) await new Promise<void>((resolve) => this.asked.push(resolve));
    return super.read(dataId);
  }

  /** Answers one of the reads that wait: the first, unless another is named. */
  answer(index = 0): void {
    this.asked.splice(index, 1)[0]!();
  }

  lose(): void {
    this.isContextLost = true;
    this.canvas.dispatchEvent(new Event('webglcontextlost'));
  }
}

let count = 0;

/** Makes such a backend the one that tensors are on. The function that is returned removes it. */
export async function useSlowBackend(): Promise<{ backend: SlowBackend; remove: () => Promise<void> }> {
  const name = `slow-${++count}`;
  tf.registerBackend(name, () => new SlowBackend());
  for (const kernel of tf.getKernelsForBackend('cpu')) tf.registerKernel({ ...kernel, backendName: name });
  await tf.setBackend(name);
  const remove = async () => {
    await tf.setBackend('cpu');
    tf.removeBackend(name);
  };
  return { backend: tf.backend() as SlowBackend, remove };
}
