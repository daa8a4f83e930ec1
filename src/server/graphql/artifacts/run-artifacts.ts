import { entityOf } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { findRun } from '../../runs/find-run';
import type { ListedRun } from '../../store/port/store';
import { artifactWith } from './artifact-nodes';
import { connectionOf, type PageArgs } from '../connection';
import type { Context, Part } from '../context';

interface UseArtifactInput {
  entityName: string;
  projectName: string;
  runName: string;
  artifactID: string;
}

async function useArtifact(_source: unknown, { input }: { input: UseArtifactInput }, context: Context) {
  const { site, caller } = context;
  const { projectName, runName } = input;
  const run = await findRun(site.store, {
    entity: entityOf(caller, input.entityName),
    project: projectName,
    name: runName,
  });
  const artifact = await artifactWith(input.artifactID, context);
  if (!artifact) throw new Refusal(404, 'There is no artifact with this id; it may have been deleted.');
  await site.store.artifacts.use(run.id, artifact.id);
  return { artifact };
}

/** Which artifacts a run has used and logged. */
export const runArtifactsPart: Part = {
  sdl: `
    extend type Run {
      inputArtifacts(after: String, first: Int): ArtifactConnection
      outputArtifacts(after: String, first: Int): ArtifactConnection
    }
    extend type Mutation { useArtifact(input: UseArtifactInput!): ArtifactPayload }
    input UseArtifactInput {
      entityName: String! projectName: String! runName: String! artifactID: ID! usedAs: String artifactEntityName: String
      artifactProjectName: String clientMutationId: String
    }
  `,
  resolvers: {
    Mutation: { useArtifact },
    Run: {
      inputArtifacts: async ({ id }: ListedRun, args: PageArgs, { site }: Context) =>
        connectionOf(await site.store.artifacts.ofRun(id, 'input'), args),
      outputArtifacts: async ({ id }: ListedRun, args: PageArgs, { site }: Context) =>
        connectionOf(await site.store.artifacts.ofRun(id, 'output'), args),
    },
  },
};
