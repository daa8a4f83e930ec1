import { parseLine, valueAt, type LineValue } from '../../../wire/index';
import { Refusal } from '../../trouble/refusal';
import type { Artifact, Collection } from '../../store/port/store';
import { compare, conditionOf, fits } from '../runs/run-choice';

/** What a list of collections or versions can be filtered and sorted by. */
export type Field = (name: string) => LineValue | undefined;

const iso = (time: number) => new Date(time).toISOString();

/** @throws Refusal 400 for a name that is not a field. */
export function fieldOfCollection({ id, name, type, description, tags, createdAt, updatedAt }: Collection): Field {
  const fields: Record<string, LineValue> = {
    id,
    name,
    type,
    description,
    tags,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
  return (field) => valueOf(fields, field, 'Collections of artifacts');
}

/** @throws Refusal 400 for a name that is not a field. */
export function fieldOfVersion(artifact: Artifact, version: number, aliases: string[]): Field {
  const { state, digest, description, tags, size, fileCount, createdAt, updatedAt, metadata } = artifact;
  const fields: Record<string, LineValue> = {
    state,
    digest,
    description,
    tags,
    size,
    fileCount,
    versionIndex: version,
    version,
    aliases,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    metadata: metadata === null ? {} : parseLine(metadata),
  };
  return (field) => valueOf(fields, field, 'Artifacts');
}

function valueOf(fields: Record<string, LineValue>, name: string, things: string): LineValue | undefined {
  const [root = '', ...path] = name.split('.');
  const field = root.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!Object.hasOwn(fields, field)) {
    throw new Refusal(
      400,
      `${things} have no field ${JSON.stringify(name)}; choose one of ${Object.keys(fields).join(', ')}.`,
    );
  }
  return valueAt(fields, [field, ...path].join('.'));
}

export interface Choice {
  /** A condition like MongoDB's, as JSON. */
  filters?: string | null | undefined;
  /** A field, with `-` before it for the largest first. */
  order?: string | null | undefined;
}

/** Those of the items that fit the filters, in the order asked for; without one they stay as they come. */
export function choose<T>(items: T[], { filters, order }: Choice, fieldOf: (item: T) => Field): T[] {
  const condition = conditionOf(filters);
  const found = items.map((item) => ({ item, field: fieldOf(item) })).filter(({ field }) => fits(condition, field));
  const name = (order ?? '').replace(/^[+-]/, '');
  if (name !== '') found.sort((a, b) => compare(a.field(name), b.field(name)));
  if (order?.startsWith('-')) found.reverse();
  return found.map(({ item }) => item);
}
