import { execFile } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installInto } from '../support/consumer';
import { expect, test } from '../support/fixtures';

/**
 * The declarations as others get them: the package packed and installed, no types of Node, and `skipLibCheck` off, for
 * compilers from the oldest that is promised to the newest.
 */
let app: string;

/** Paths are seen from the folder of the app. */
const COMPILERS = [
  { version: '5.4', tsc: 'node_modules/typescript-5.4/bin/tsc', node10: {} },
  { version: '5.9', tsc: 'node_modules/typescript-5.9/bin/tsc', node10: {} },
  { version: '6', tsc: resolve('node_modules/typescript/lib/tsc.js'), node10: { ignoreDeprecations: '6.0' } },
  // It has no node10 any more.
  { version: '7', tsc: resolve('node_modules/@typescript/native/bin/tsc'), node10: null },
];

const LIBS = [['ES2020', 'DOM'], ['ES2022', 'DOM'], ['ESNext', 'DOM'], ['ES2022', 'WebWorker'], ['ES2022']];

const RESOLUTIONS = [
  { moduleResolution: 'node10', module: 'esnext' },
  { moduleResolution: 'node16', module: 'node16' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
  { moduleResolution: 'bundler', module: 'esnext' },
];

test.beforeAll(({ folder }) => {
  app = folder;
  installInto(app, 'typescript-5.4@npm:typescript@5.4.5', 'typescript-5.9@npm:typescript@5.9.3');
  copyFileSync('test/types/consumer.ts.txt', join(app, 'consumer.ts'));
});

/** What a compiler says; nothing when all is well. */
function compile(tsc: string, compilerOptions: object): Promise<string> {
  const name = `tsconfig.${Object.values(compilerOptions).flat().join('-')}.json`;
  writeFileSync(join(app, name), JSON.stringify({ files: ['consumer.ts'], compilerOptions }));
  return new Promise((done) =>
    execFile(process.execPath, [tsc, '-p', name], { cwd: app }, (error, stdout) =>
      done(error ? stdout || error.message : ''),
    ),
  );
}

for (const { version, tsc, node10 } of COMPILERS) {
  test.describe(`TypeScript ${version}`, () => {
    for (const resolution of RESOLUTIONS.filter(({ moduleResolution }) => moduleResolution !== 'node10' || node10)) {
      test(`compiles what a user writes, with any lib, by ${resolution.moduleResolution}`, async () => {
        const shared = {
          ...resolution,
          ...(resolution.moduleResolution === 'node10' && node10),
          target: 'es2020',
          types: [],
          strict: true,
          noEmit: true,
        };
        const said = await Promise.all(
          LIBS.map(async (lib) => `${lib.join()}: ${await compile(tsc, { ...shared, skipLibCheck: false, lib })}`),
        );
        expect(said).toEqual(LIBS.map((lib) => `${lib.join()}: `));
      });
    }
  });
}

test('would see a declaration that does not compile', async () => {
  writeFileSync(
    join(app, 'node_modules/spoor/dist/types/tfjs/index.d.ts'),
    'export declare const fitCallbacks: Missing;',
  );
  expect(
    await compile(COMPILERS[3]!.tsc, {
      ...RESOLUTIONS[3],
      target: 'es2020',
      types: [],
      noEmit: true,
      skipLibCheck: false,
    }),
  ).toContain('Missing');
});
