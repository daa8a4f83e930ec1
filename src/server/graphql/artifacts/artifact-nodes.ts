import type { Artifact, Collection } from '../../store/port/store';
import type { Context } from '../context';
import { globalId, localId } from '../global-id';

/** The artifact with this id; null when there is none. */
export async function artifactWith(id: string, { site }: Context): Promise<Artifact | null> {
  const number = localId('Artifact', id);
  return number === null ? null : site.store.artifacts.byId(number);
}

/** The collection with this id; null when there is none. */
export async function collectionWith(id: string, { site }: Context): Promise<Collection | null> {
  const number = localId('ArtifactCollection', id);
  return number === null ? null : site.store.collections.byId(number);
}

/** Says to the engine which of the two kinds a collection is. */
export function inKind(collection: Collection) {
  return { __typename: collection.kind === 'sequence' ? 'ArtifactSequence' : 'ArtifactPortfolio', ...collection };
}

/** The collection with this number, as the engine wants it. */
export async function collectionNode(id: number, { site }: Context) {
  const collection = await site.store.collections.byId(id);
  return collection && inKind(collection);
}

export function tagNode(name: string) {
  return { id: globalId('Tag', name), name };
}
