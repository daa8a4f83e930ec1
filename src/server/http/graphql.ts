import type { Context } from 'hono';
import { MAX_REQUEST_BYTES } from '../../wire/index';
import { restoreIntegers } from '../ingest/exact-line';
import { object, orIgnored, readShape, row, text } from '../ingest/schema';
import { answerGraphql, type GraphqlRequest } from '../graphql/engine';
import { badRequest } from '../trouble/refusal';
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

const REQUEST = object({ query: text, variables: orIgnored(row), operationName: orIgnored(text) });

function readRequest(body: unknown): GraphqlRequest {
  const { query, variables, operationName } = readShape(REQUEST, body, 'the body', badRequest);
  // W&B's relay sends the empty name for none.
  return { query, variables: variables ?? {}, operationName: operationName || null };
}
