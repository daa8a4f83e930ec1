import {
  GraphQLError,
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** W&B's largest operations have about 200 fields, 10 deep. */
const MAX_FIELDS = 2000;
const MAX_DEPTH = 16;

/**
 * Lists and objects in it, too. Beyond some hundreds the parser, which calls itself for each of them, may overflow the
 * stack.
 */
const MAX_NESTING = 200;
const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/**
 * To be called before a query is parsed. Reads at most so many tokens, as the parser does.
 *
 * @throws GraphQLError when it is nested too deep, or has what is not a token.
 */
export function checkNesting(query: string, maxTokens: number): void {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  for (let count = 0; count < maxTokens; count++) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return;
    if (OPENING.includes(kind)) depth++;
    else if (CLOSING.includes(kind)) depth--;
    if (depth > MAX_NESTING) throw new GraphQLError(`The query is nested more than ${MAX_NESTING} deep; ask in parts.`);
  }
}

/**
 * Says what is wrong with a query that asks for too much; null when nothing is. To be called after validation, which
 * has made sure that fragments do not contain themselves.
 */
export function tooComplex(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
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
  const excessive = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && exceeds(node.selectionSet, 1),
  );
  return excessive
    ? new GraphQLError(`The query has more than ${MAX_FIELDS} fields or is deeper than ${MAX_DEPTH}; ask in parts.`)
    : null;
}
