import type { Context } from 'hono';
import { MAX_REQUEST_BYTES } from '../../wire/index';
import { restoreIntegers } from '../ingest/exact-line';
import { answerGraphql, type GraphqlRequest } from '../graphql/engine';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { TextBudget } from '../reading/text-budget';
import { wandbClientOf } from '../access/wandb-client';
import { authenticate } from './authenticate';
import { readJson } from './body';
import type { Env } from './env';

/** `POST /graphql`. */
export async function graphql(c: Context<Env>, site: Site): Promise<Response> {
  const caller = authenticate(c, site);
  const request = readRequest(await readJson(c.env.incoming, MAX_REQUEST_BYTES));
  const client = wandbClientOf((header) => c.req.header(header), caller);
  const context = {
    site,
    caller,
    client,
    baseUrl: site.address.baseUrlFor(c.req.header('host')),
    budget: new TextBudget(),
  };
  const { status, result } = await answerGraphql(request, context, c.req.raw.signal);
  return new Response(restoreIntegers(JSON.stringify(result)), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

function readRequest(body: unknown): GraphqlRequest {
  const { query, variables, operationName } = Object(body) as Record<string, unknown>;
  if (typeof query !== 'string') throw new Refusal(400, 'The body must have a "query".');
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {},
    // W&B's relay sends the empty name for none.
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null,
  };
}
