import {
  execute,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { isSpoorError } from '../../wire/index';
import { refusalOf } from '../trouble/refusal';
import { troubleOf } from '../trouble/storage-trouble';
import { checkNesting, tooComplex } from './complexity';
import type { Context } from './context';
import { executionOf } from './execution';
import { pageTokenFields } from './page-token-fields';
import { schema } from './schema';

const MAX_TOKENS = 5000;

export interface GraphqlRequest {
  query: string;
  variables: { [name: string]: unknown };
  operationName: string | null;
}

export interface GraphqlOutcome {
  status: number;
  result: ExecutionResult;
}

/**
 * Answers one GraphQL request. The status is 200, also with errors that concern a part; 4xx when the request is refused
 * as a whole, and 500 when the server failed, which tells W&B's clients to try again.
 *
 * @param left aborted when the client does not wait for the answer any more: then it is not answered to its end.
 */
export async function answerGraphql(
  request: GraphqlRequest,
  context: Context,
  left: AbortSignal,
): Promise<GraphqlOutcome> {
  const document = check(request.query, context);
  if (!('kind' in document)) return document;
  const { variables: variableValues, operationName } = request;
  const result = await execute({
    schema,
    document,
    contextValue: executionOf(context, left),
    variableValues,
    operationName,
  });
  reportUnknownInput(result, context);
  // What there is already is the part that is too long.
  if (context.budget.isSpent) return { status: 413, result: { errors: result.errors!.slice(0, 1) } };
  return {
    status: statusOf(result, context),
    result: { ...result, ...(result.errors && { errors: result.errors.map(withoutInside) }) },
  };
}

function check(query: string, { caller, site }: Context): DocumentNode | GraphqlOutcome {
  const refuse = (errors: readonly GraphQLError[], status = 400) => ({ status, result: { errors } });
  let document;
  try {
    checkNesting(query, MAX_TOKENS);
    document = parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    site.reportUnknown(`GraphQL: ${error.message}`);
    return refuse([error]);
  }
  const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
  for (const { message } of errors) site.reportUnknown(`GraphQL: ${message}`);
  if (errors.length > 0) return refuse(errors);
  const excess = tooComplex(document);
  if (excess) return refuse([excess]);
  const forbidden = caller.kind === 'page' ? validate(schema, document, [pageTokenFields]) : [];
  return forbidden.length > 0 ? refuse(forbidden.slice(0, 1), 403) : document;
}

/**
 * What the engine says of variables that do not fit the schema, without the values, which are the client's own affair.
 */
const UNKNOWN_INPUT = /Field "\w+" is not defined by type "\w+"|Value "\w+" does not exist in "\w+" enum/;

function reportUnknownInput({ data, errors = [] }: ExecutionResult, { site }: Context): void {
  if (data !== undefined) return;
  for (const { message } of errors) {
    const [unknown] = UNKNOWN_INPUT.exec(message) ?? [];
    if (unknown !== undefined) site.reportUnknown(`GraphQL: ${unknown}.`);
  }
}

function statusOf({ data, errors = [] }: ExecutionResult, { site }: Context): number {
  let status = 200;
  for (const { originalError: cause, message } of errors) {
    const refusal = refusalOf(cause);
    if (refusal) status = Math.max(status, refusal.status);
    else if (isSpoorError(cause) || cause instanceof GraphQLError) status = Math.max(status, 400);
    else if (cause) {
      const trouble = site.health.blame(cause);
      status = Math.max(status, trouble?.status ?? 500);
      if (!trouble) site.report(cause.stack ?? message);
    } else if (data === undefined) status = Math.max(status, 400);
  }
  return status;
}

/** What a failure inside the server says is for its log. */
function withoutInside(error: GraphQLError): GraphQLError {
  const cause = error.originalError;
  if (!cause || refusalOf(cause) || cause instanceof GraphQLError || isSpoorError(cause)) return error;
  const trouble = troubleOf(cause);
  if (trouble) return new GraphQLError(trouble.message, { path: error.path });
  return new GraphQLError('The server failed on this request; its log says why. Try again.', { path: error.path });
}
