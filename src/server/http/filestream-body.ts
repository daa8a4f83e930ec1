import {
  byName,
  count,
  flag,
  integer,
  number,
  object,
  orIgnored,
  orNothing,
  readShape,
  texts,
  thing,
  type Shaped,
} from '../ingest/schema';
import { badRequest } from '../trouble/refusal';

const CHUNK = object({ offset: thing<number>('a line number', count.check), content: texts });

const BODY = object({
  files: orNothing(byName(CHUNK)),
  preempting: orIgnored(flag),
  complete: orIgnored(flag),
  exitcode: orIgnored(integer),
  interrupted: orIgnored(number),
});

/** What the server takes of a file_stream request; see `FileStreamRequest`. */
export type FileStreamBody = Shaped<typeof BODY>;

/** @throws Refusal 400, with the part that is wrong. */
export function readFileStreamBody(body: unknown): FileStreamBody {
  return readShape(BODY, body, 'the body', badRequest);
}
