import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with a built package in `dist`, a web app in `app`, and a secret beside both. */
export interface WebFolder {
  path: string;
  dist: string;
  app: string;
  write(name: string, text: string | Uint8Array): void;
  remove(): void;
}

export function makeWebFolder(): WebFolder {
  const path = mkdtempSync(join(tmpdir(), 'spoor-web-'));
  const write = (name: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  write('dist/spoor.iife.js', 'var spoor;');
  write('dist/command.js', 'not for pages');
  write('dist/dashboard/index.html', '<title>Dashboard</title>');
  write('dist/dashboard/assets/index.css', 'body {}');
  write('dist/dashboard/assets/favicon-abc.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('app/index.html', '<title>App</title>');
  write('app/page.html', '<title>Page</title>');
  write('app/sub/a b.txt', 'hello');
  write('outside.txt', 'secret');
  return {
    path,
    dist: join(path, 'dist'),
    app: join(path, 'app'),
    write,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What a browser sends when a person opens an address. */
export const PERSON = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };
