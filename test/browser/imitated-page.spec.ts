import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../support/fixtures';

/**
 * jsdom, in which Jest runs the tests of an app: a document, and neither `TextEncoder` nor `fetch` nor much else of a
 * page.
 */
let folder: string;

test.beforeAll(({ folder: given }) => {
  folder = given;
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', 'jsdom@26.1.0'], { cwd: folder, stdio: 'pipe' });
  writeFileSync(
    join(folder, 'page.js'),
    `import { JSDOM, VirtualConsole } from 'jsdom';
    import { readFileSync } from 'node:fs';
    const said = [];
    const errors = [];
    const virtualConsole = new VirtualConsole();
    virtualConsole.on('warn', (sentence) => said.push(sentence));
    virtualConsole.on('error', (sentence) => errors.push(sentence));
    virtualConsole.on('jsdomError', (error) => errors.push(String(error.detail ?? error)));
    const { window } = new JSDOM('', { url: 'http://localhost/', runScripts: 'dangerously', virtualConsole });
    window.eval(process.argv[3]);
    window.eval(readFileSync(process.argv[2], 'utf8'));
    const silent = [said.length, errors.length];
    window.eval(\`(async () => {
      const run = await spoor.init({ project: 'p', mode: 'online' });
      run.log({ a: 1, tensor: new Float32Array(3), text: 'x'.repeat(20000) });
      const { delivered } = await run.finish();
      const { mode, dropped, problem, worker } = run.status();
      return JSON.stringify({ mode, dropped, problem: problem && problem.code, worker, delivered });
    })()\`).then((answer) => {
      console.log(JSON.stringify({ silent, answer: JSON.parse(answer), said, errors }));
      process.exit(0);
    }, (error) => {
      console.log(JSON.stringify({ failed: String(error.stack), said, errors }));
      process.exit(1);
    });`,
  );
});

/** What becomes of a run there, with what the test has added to the page. */
async function runThere(given = ''): Promise<{ silent: number[]; answer: unknown; said: string[]; errors: string[] }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['page.js', resolve('dist/spoor.iife.js'), given], {
    cwd: folder,
  });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof runThere>>;
}

const LOST = { mode: 'disabled', dropped: { 'no-page': 1 }, problem: 'no-page', worker: null, delivered: false };

test('loads in silence, and says what is missing when a row is lost', async () => {
  const { silent, answer, said, errors } = await runThere();
  expect(silent).toEqual([0, 0]);
  expect(answer).toEqual(LOST);
  expect([said, errors]).toEqual([[expect.stringContaining('"structuredClone" is missing here')], []]);
});

for (const name of ['TextEncoder', 'fetch'] as const) {
  test(`says so when only ${name} is missing`, async () => {
    const others = ['structuredClone', 'TextEncoder', 'fetch'].filter((other) => other !== name);
    const { answer, said } = await runThere(others.map((other) => `window.${other} = function () {};`).join(''));
    expect(answer).toEqual(LOST);
    expect(said).toEqual([expect.stringContaining(`"${name}" is missing here`)]);
  });
}
