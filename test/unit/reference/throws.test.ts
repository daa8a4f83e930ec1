import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesThrownBy } from '../../../scripts/reference/throws.mjs';

const SOURCE = `
class SpoorError extends Error { constructor(readonly code: string, message: string) { super(message); } }

export function direct() { throw new SpoorError('bad-row', ''); }
export function through() { check(1); }
const check = (step: number) => { if (step < 0) throw new SpoorError('bad-step', ''); };
export function made() { throw refusal(''); }
function refusal(text: string) { return new SpoorError('refused', text); }

export function caught() { try { direct(); } catch { return; } }
export function caughtAgain() { try { direct(); } catch (error) { throw error; } }
export function later() { setTimeout(() => direct(), 0); }
export function given() { return withEngine(() => direct()); }
function withEngine<T>(work: () => T): T { return work(); }
export function listed() { [1].forEach((step) => check(step)); }
export function endless(): void { endless(); check(0); }
export function other() { throw new TypeError('no'); }

export class Thing {
  #part = new Part();
  constructor() { direct(); }
  get name() { return ''; }
  set name(name: string) { check(name.length); }
  use() { this.#part.use(); }
}
class Part { use() { throw new SpoorError('no-run', ''); } }
`;

const folder = mkdtempSync(join(tmpdir(), 'spoor-throws-'));
let checker: ts.TypeChecker;
let names: ts.SymbolTable;

beforeAll(() => {
  const file = join(folder, 'source.ts');
  writeFileSync(file, SOURCE);
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2022 });
  checker = program.getTypeChecker();
  names = checker.getSymbolAtLocation(program.getSourceFile(file)!)!.exports!;
});
afterAll(() => rmSync(folder, { recursive: true }));

function codesOf(name: string, member?: string): string[] {
  const symbol = names.get(name as ts.__String);
  return [...codesThrownBy(member ? symbol?.members?.get(member as ts.__String) : symbol, checker)];
}

describe('the codes that a function throws', () => {
  it.each([
    ['direct', ['bad-row']],
    ['through', ['bad-step']],
    ['made', ['refused']],
    ['caughtAgain', ['bad-row']],
    ['given', ['bad-row']],
    ['listed', ['bad-step']],
    ['endless', ['bad-step']],
  ])('are found in %s', (name, codes) => expect(codesOf(name)).toEqual(codes));

  it('are those of members too', () => {
    expect(codesOf('Thing', 'use')).toEqual(['no-run']);
    expect(codesOf('Thing', 'name')).toEqual(['bad-step']);
    expect(codesOf('Thing', '__constructor')).toEqual(['bad-row']);
  });

  it.each(['caught', 'later', 'other'])('do not stand in %s', (name) => expect(codesOf(name)).toEqual([]));
});
