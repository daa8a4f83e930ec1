import { typeTagOf } from '../wire/index';

/**
 * A line on its way from the page to the worker: text, or text with media between, which the worker encodes, hashes and
 * replaces by their JSON. `['{"digit":', media, ',"_step":3}']`
 */
export type Draft = string | DraftPart[];

export type DraftPart = string | MediaPart;

/** What the page can say of media by itself. A symbol stays in the page, where all else is copied to the worker. */
export const BY_ITSELF = Symbol();

/**
 * Media of one kind, as the page has frozen them. Between page and encoder nobody looks into the items: there may be
 * anything in them that can cross to a worker.
 */
export interface MediaPart<Item extends object = object> {
  /** The name of its encoder. */
  kind: string;
  /** The key of the row under which they were logged: a part of their files' names. */
  key: string;
  step: number;
  /** One value logged alone, or a list of them, which may hold one too. */
  many: boolean;
  items: Item[];
  /** Their JSON, should no encoder hear of them; null where there is nothing to say. */
  [BY_ITSELF]?: () => string | null;
}

/** A file of the run on its way to the worker, which reads its bytes. */
export interface SavedFile {
  path: string;
  blob: Blob;
}

/** Joins pieces to one draft; neighbouring texts become one. */
export function joinDraft(pieces: Iterable<Draft>): Draft {
  const parts: DraftPart[] = [];
  for (const piece of pieces) {
    for (const part of typeof piece === 'string' ? [piece] : piece) {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
  }
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/**
 * What is moved to the worker and not copied: all bytes and bitmaps in the media of a draft.
 *
 * @internal Left out of the declarations: its type is not in every lib.
 */
export function transferablesOf(draft: unknown): Transferable[] {
  if (typeof draft !== 'object' || draft === null) return [];
  if (ArrayBuffer.isView(draft)) return [draft.buffer as ArrayBuffer];
  if (/^(ImageBitmap|ArrayBuffer)$/.test(typeTagOf(draft))) return [draft as ImageBitmap | ArrayBuffer];
  return Object.values(draft).flatMap(transferablesOf);
}
