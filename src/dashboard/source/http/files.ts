import type { RunFile, RunPath } from '../source';
import { query } from './graphql';

const FILES = `query Files($entity: String!, $project: String!, $run: String!, $after: String) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    files(first: 500, after: $after) { edges { node { name sizeBytes mimetype } } pageInfo { endCursor hasNextPage } }
  } }
}`;

interface FilesResult {
  project: {
    run: {
      files: {
        edges: { node: { name: string; sizeBytes: number; mimetype: string | null } | null }[];
        pageInfo: { endCursor: string | null; hasNextPage: boolean };
      } | null;
    } | null;
  } | null;
}

const MOST = 5000;

/** The files of a run, by name. */
export async function askFiles({ entity, project, run }: RunPath, signal: AbortSignal): Promise<RunFile[]> {
  const files: RunFile[] = [];
  for (let after: string | null = null; files.length < MOST;) {
    const result: FilesResult = await query(FILES, { entity, project, run, after }, signal);
    const page = result.project?.run?.files;
    for (const { node } of page?.edges ?? [])
      if (node) files.push({ name: node.name, bytes: node.sizeBytes, kind: node.mimetype });
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (after === null) break;
  }
  return files.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
