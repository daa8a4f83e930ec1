import { GraphQLError, Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** W&B's largest operations have about 200 fields, 10 deep. */
const MAX_FIELDS = 2000;
const MAX_DEPTH = 16;

/**
 * Says what is wrong with a query that asks for too much; null when nothing is. To be called after validation, which has made sure
 * that fragments do not contain themselves.
 */
export function tooComplex(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  let fields = 0;

  // Fragments are counted where they are used: a short text can stand for a huge query.
  const exceeds = (set: SelectionSetNode | undefined, depth: number): boolean => {
    if (!set) return false;
    if (depth > MAX_DEPTH) return true;
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return ++fields > MAX_FIELDS || exceeds(selection.selectionSet, depth + 1);
      if (selection.kind === Kind.INLINE_FRAGMENT) return exceeds(selection.selectionSet, depth);
      return ++fields > MAX_FIELDS || exceeds(fragments.get(selection.name.value)?.selectionSet, depth);
    });
  };
  const excessive = document.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && exceeds(node.selectionSet, 1));
  return excessive ? new GraphQLError(`The query has more than ${MAX_FIELDS} fields or is deeper than ${MAX_DEPTH}; ask in parts.`) : null;
}
