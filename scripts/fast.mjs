// `npm run test:fast`: types, lint, format and the unit tests but those of the server, all at once, since none of them
// keeps two cores busy by itself. The tests are heard as they go; a check is heard when it ends, in one piece. The last
// lines say how each has ended. What is given to it chooses tests: `npm run test:fast -- test/unit/outbox`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Vitest leaves a core to itself, and would use one of two: then half of the time nothing else is at work. */
const WORKERS = Math.max(2, availableParallelism() - 1);

const STEPS = [
  {
    name: 'types',
    // What has not changed since the last time is not looked at again. A single thread takes longer, and less in all:
    // each of several would look at what they share.
    command: [
      'tsc',
      '--noEmit',
      '--singleThreaded',
      '--incremental',
      '--tsBuildInfoFile',
      'node_modules/.cache/types.tsbuildinfo',
    ],
  },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  {
    name: 'tests',
    command: [
      'vitest',
      'run',
      '--project',
      'unit',
      '--project',
      'unit-alone',
      `--maxWorkers=${WORKERS}`,
      // What a file is turned into for the tests is kept until the file changes.
      '--experimental.fsModuleCache',
      ...process.argv.slice(2),
    ],
    isHeard: true,
  },
];

/**
 * Runs one, and resolves with how it has ended.
 *
 * @param {(typeof STEPS)[number]} step
 * @returns {Promise<{ name: string, isGood: boolean, end: string }>}
 */
function run({ name, command: [program, ...args], isHeard }) {
  const begin = performance.now();
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const said = [];
    const child = spawn(join('node_modules', '.bin', program), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (isHeard ? process.stdout.write(chunk) : said.push(chunk)));
    /** @param {boolean} isGood @param {string} how */
    const finish = (isGood, how) => {
      const end = `${how} after ${Math.round((performance.now() - begin) / 1000)} s`;
      process.stdout.write(`\n== ${name}: ${end}\n${Buffer.concat(said).toString()}\n`);
      resolve({ name, isGood, end });
    };
    child.once('error', (error) => finish(false, `could not be started (${error.message})`));
    child.once('close', (code, signal) => finish(code === 0, code === 0 ? 'passed' : `failed (${signal ?? code})`));
  });
}

const ends = await Promise.all(STEPS.map(run));
console.log(`\n${ends.map(({ name, end }) => `${name.padEnd(7)} ${end}`).join('\n')}`);
process.exit(ends.every(({ isGood }) => isGood) ? 0 : 1);
