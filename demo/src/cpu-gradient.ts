import * as tf from '@tensorflow/tfjs';

/**
 * Gives tfjs' CPU backend a faster gradient of a convolution's filter. The backend's own reads every number through a
 * function with rest parameters: 22 of the 36 seconds that 12,000 digits took (Chromium 156). This one reads the
 * arrays, and they take 11 seconds. Spoor does not need it; whoever waits for the demo does.
 */
export function hastenCpuGradient(): void {
  tf.unregisterKernel('Conv2DBackpropFilter', 'cpu');
  tf.registerKernel({ kernelName: 'Conv2DBackpropFilter', backendName: 'cpu', kernelFunc: filterGradient });
}

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  filterShape: [number, number, number, number];
}

const filterGradient: tf.KernelFunc = ({ inputs, backend, attrs }) => {
  const cpu = backend as {
    data: { get(id: object): { values: Float32Array } };
    makeTensorInfo(...info: unknown[]): tf.TensorInfo;
  };
  const x = inputs['x']!;
  const dy = inputs['dy']!;
  const { strides, pad, filterShape } = attrs as unknown as Attributes;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
  );
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    info;
  const from = cpu.data.get(x.dataId).values;
  const slope = cpu.data.get(dy.dataId).values;
  const sum = new Float32Array(filterHeight * filterWidth * inChannels * outChannels);

  for (let b = 0; b < batchSize; b++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const slopeAt = ((b * outHeight + row) * outWidth + column) * outChannels;
        for (let fr = 0; fr < filterHeight; fr++) {
          const y = row * info.strideHeight + fr - info.padInfo.top;
          if (y < 0 || y >= inHeight) continue;
          for (let fc = 0; fc < filterWidth; fc++) {
            const z = column * info.strideWidth + fc - info.padInfo.left;
            if (z < 0 || z >= inWidth) continue;
            const fromAt = ((b * inHeight + y) * inWidth + z) * inChannels;
            let sumAt = (fr * filterWidth + fc) * inChannels * outChannels;
            for (let channel = 0; channel < inChannels; channel++, sumAt += outChannels) {
              const value = from[fromAt + channel]!;
              // Paper is zero, and so is half of what a relu lets through.
              if (value === 0) continue;
              for (let out = 0; out < outChannels; out++) sum[sumAt + out]! += value * slope[slopeAt + out]!;
            }
          }
        }
      }
    }
  }
  return cpu.makeTensorInfo(filterShape, 'float32', sum);
};
