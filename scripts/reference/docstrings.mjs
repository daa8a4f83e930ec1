// What the house asks of the docstrings of public names, beyond what TypeDoc checks by itself: CONTRIBUTING.md,
// "Rules".
import { relative } from 'node:path';
import { ReflectionKind } from 'typedoc';
import ts from 'typescript';
import { codesThrownBy } from './throws.mjs';

const SAYS_DEFAULT = /\bdefaults?\b/i;
const MEASURED = /(Interval|Timeout|Duration|Bytes|At)$/;
const SAYS_UNIT = /\b(milliseconds|seconds|bytes)\b/;
const THROWING = [ReflectionKind.Function, ReflectionKind.Constructor, ReflectionKind.Method, ReflectionKind.Property];
const OTHER_THROWS = /what `([\w.]+)` throws/g;

/**
 * The faults of all public docstrings, each with its place.
 *
 * @param {import('./typedoc.mjs').Reference} reference
 * @returns {string[]}
 */
export function findFaults({ project, symbols, checker }) {
  const known = new Set(project.getChildByName(['spoor', 'ProblemCode']).type.types.map(({ value }) => value));
  return Object.values(project.reflections).flatMap((reflection) => {
    // What a signature says, is asked of the member that has it.
    if (reflection.isSignature()) return [];
    const symbol = symbols.get(reflection.id);
    const faults = [
      ...(isCalled(reflection) && examplesOf(reflection).length === 0 ? ['has no @example'] : []),
      ...(examplesOf(reflection).every(isTypeScript) ? [] : ['has an @example that is not a TypeScript']),
      ...(isOption(reflection) ? faultsOfOption(reflection) : []),
      ...(reflection.kindOf(THROWING) && !isSymbol(reflection)
        ? faultsOfThrows(documentedCodes(reflection, project, known), codesThrownBy(symbol, checker))
        : []),
    ];
    return faults.map((fault) => `${placeOf(symbol)}: ${reflection.getFriendlyFullName()} ${fault}`);
  });
}

/** What a user calls by its name: functions, classes, and methods of classes. */
function isCalled(reflection) {
  if (reflection.kind === ReflectionKind.Method)
    return reflection.parent.kind === ReflectionKind.Class && !isSymbol(reflection);
  return reflection.kindOf([ReflectionKind.Function, ReflectionKind.Class]);
}

/** What the language calls, such as `[Symbol.asyncIterator]`. */
function isSymbol({ name }) {
  return name.startsWith('[');
}

/** A property that may be left out, of an interface of options or of an object that a function takes. */
function isOption(reflection) {
  if (reflection.kind !== ReflectionKind.Property || !reflection.flags.isOptional) return false;
  for (let owner = reflection.parent; owner; owner = owner.parent) {
    if (
      owner.kind === ReflectionKind.Parameter ||
      (owner.kind === ReflectionKind.Interface && owner.name.endsWith('Options'))
    )
      return true;
  }
  return false;
}

function examplesOf(reflection) {
  return tagsOf(reflection, '@example').map(({ content }) => textOf(content).replace(/^```ts\n|\n```$/g, ''));
}

function isTypeScript(code) {
  return ts.transpileModule(code, { reportDiagnostics: true }).diagnostics.length === 0;
}

function faultsOfOption({ name, type, comment }) {
  const text = textOf(comment?.summary);
  const isMeasured = type?.name === 'number' && MEASURED.test(name);
  return [
    ...(SAYS_DEFAULT.test(text) ? [] : ['does not say its default']),
    ...(isMeasured && !SAYS_UNIT.test(text) ? ['does not say its unit'] : []),
  ];
}

function faultsOfThrows(documented, thrown) {
  return [
    ...(documented.has(null) ? ['has a @throws that names no code of a problem, or what throws none'] : []),
    ...[...thrown].filter((code) => !documented.has(code)).map((code) => `throws \`${code}\`, and no @throws says so`),
  ];
}

/**
 * The codes that stand in backticks in a member's `@throws`, with those of the members that it refers to: "what
 * `run.log` throws". Null stands for a tag with none, and for a reference to what is not a public name.
 */
function documentedCodes(reflection, project, known) {
  const codes = tagsOf(reflection, '@throws').flatMap(({ content }) => {
    const text = textOf(content);
    const words = [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
    const own = words.filter((word) => known.has(word));
    const others = [...text.matchAll(OTHER_THROWS)].flatMap(([, name]) => {
      const member = memberCalled(name, project);
      return member ? [...documentedCodes(member, project, known)] : [null];
    });
    return own.length + others.length > 0 ? [...own, ...others] : [null];
  });
  return new Set(codes);
}

/** `run.log` is a member of the Run, `init` a function. */
function memberCalled(name, project) {
  return project.getChildByName(['spoor', ...name.replace(/^run\./, 'Run.').split('.')]);
}

function tagsOf(reflection, tag) {
  return [reflection, ...(reflection.signatures ?? [])].flatMap(({ comment }) => comment?.getTags(tag) ?? []);
}

function textOf(parts = []) {
  return parts.map(({ text }) => text).join('');
}

function placeOf(symbol) {
  const declaration = symbol?.getDeclarations()?.[0];
  if (!declaration) return 'src';
  const file = declaration.getSourceFile();
  return `${relative('.', file.fileName)}:${file.getLineAndCharacterOfPosition(declaration.getStart()).line + 1}`;
}
