import { GraphQLError, isInputObjectType, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect } from 'vitest';
import { schema } from '../../src/server/graphql/schema';
import { clients } from './clients';
import { MADE_AT_RUN_TIME, REFUSED } from './refused-operations';
import { test as base } from './suite';

/** A document that the client can send, its name, and where it stands. */
interface Operation {
  name: string;
  source: string;
  text: string;
}

interface Found {
  operations: Operation[];
  /** The fields of the inputs that the client fills in. */
  inputs: Record<string, string[]>;
}

const test = base.extend<{ found: Found }>({
  found: [
    async ({ server }, use) => use((await server.python('operations.py')).result as unknown as Found),
    { scope: 'file' },
  ],
});

/** A fragment by itself is checked, too. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

function problemsOf({ text }: Operation): string[] {
  try {
    return validate(schema, parse(text), RULES).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}

const refused = new Set(Object.values(REFUSED).flat());
const isChecked = ({ name }: Operation) => !refused.has(name) && !Object.hasOwn(MADE_AT_RUN_TIME, name);

// The client's own documents say what it can ask: a new version of it shows here what is missing.
describe(clients.wandb, () => {
  test('asks for nothing that the schema does not have, but for what is refused knowingly', ({ found }) => {
    const missing = found.operations
      .filter(isChecked)
      .flatMap((operation) =>
        problemsOf(operation).map((problem) => `${operation.name} (${operation.source}): ${problem}`),
      );
    expect(missing).toEqual([]);
    // Both kinds are found: those in Python, and those in the program that it starts.
    expect(found.operations.filter(isChecked).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Runs',
        'RunFiles',
        'UpsertSweep',
        'ProjectArtifacts',
        'UpsertBucket',
        'RunParquetHistory',
        'NotifyScriptableRunAlert',
      ]),
    );
  });

  test('fills in no field of an input that the schema does not have', ({ found }) => {
    const missing = Object.entries(found.inputs).flatMap(([name, fields]) => {
      const type = schema.getType(name);
      return isInputObjectType(type)
        ? fields.filter((field) => !(field in type.getFields())).map((field) => `${name}.${field}`)
        : [];
    });
    expect(missing).toEqual([]);
    expect(found.inputs).toHaveProperty('UpdateArtifactInput', expect.arrayContaining(['artifactID', 'tagsToAdd']));
  });

  test('still has what is refused knowingly', ({ found }) => {
    const known = [...refused].filter((name) =>
      found.operations.some((one) => one.name === name && problemsOf(one).length > 0),
    );
    expect(known).toEqual([...refused]);
  });

  test('still makes some documents only when it runs', ({ found }) => {
    for (const name of Object.keys(MADE_AT_RUN_TIME)) {
      expect(
        found.operations.some(
          (one) => one.name === name && problemsOf(one).some((problem) => problem.startsWith('Syntax Error')),
        ),
      ).toBe(true);
    }
  });
});
