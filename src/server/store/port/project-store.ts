import type { Awaitable } from './awaitable';

export interface ProjectStore {
  find(entity: string, name: string): Awaitable<Project | null>;
  byId(id: number): Awaitable<Project | null>;
  /** The projects of one entity, or all; the one that was used last comes first. */
  list(entity: string | null): Awaitable<Project[]>;
  /** Finds or makes the project; null leaves a description as it is. */
  upsert(
    entity: string,
    name: string,
    description: string | null,
    now: number,
  ): Awaitable<{ project: Project; inserted: boolean }>;
}

export interface Project {
  id: number;
  entity: string;
  name: string;
  description: string | null;
  createdAt: number;
  updatedAt: number;
}
