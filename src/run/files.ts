import { typeTagOf, isBlob, SpoorError } from '../wire/index';
import { checkOptions, describe } from '../values/index';
import { type SavedFile } from '../thread/draft';

/** What `run.save` can keep as a file. */
export type FileLike = Blob | ArrayBuffer | ArrayBufferView | Response | FileSystemFileHandle;

/** What `run.save` takes beside the file. */
export interface SaveOptions {
  /**
   * Where it stands among the run's files, such as `model/weights.bin`. Default: the name of a File or a file handle,
   * or the end of a Response's address.
   */
  as?: string;
}

const LONGEST_PATH = 512;

/** Names that the run's own streams and records have on the server (`wandb/sdk/lib/filenames.py`). */
const RESERVED = /^(wandb-[^/]*|output\.log|config\.yaml)$/;

/**
 * Takes a file as it is now.
 *
 * @throws SpoorError `bad-option` for anything else, and for a path that cannot be one.
 */
export async function takeFile(what: FileLike, options: SaveOptions): Promise<SavedFile> {
  checkOptions('save()', options, { as: null });
  const { as } = options;
  const brand = typeTagOf(what);
  if (brand === 'Response') {
    const response = what as Response;
    const path = checkPath(as ?? endOf(response.url));
    if (!response.ok)
      throw new SpoorError('bad-option', `${path} was not saved: its Response has the status ${response.status}.`);
    return { path, blob: await response.blob() };
  }
  if (isBlob(what)) return { path: checkPath(as ?? (what as Partial<File>).name), blob: what };
  if (brand === 'ArrayBuffer' || ArrayBuffer.isView(what))
    return { path: checkPath(as), blob: new Blob([what as BufferSource]) };
  if (what !== null && typeof what === 'object' && 'getFile' in what)
    return { path: checkPath(as ?? what.name), blob: await what.getFile() };
  throw new SpoorError(
    'bad-option',
    `save() must be given a Blob, a File, bytes, a Response or a file handle, not ${describe(what)}.`,
  );
}

/** @throws SpoorError `bad-option`. */
function checkPath(path: string | undefined): string {
  if (path === undefined || path === '')
    throw new SpoorError('bad-option', "A file needs a path: run.save(blob, { as: 'model.bin' }).");
  const isGood =
    typeof path === 'string' &&
    path.length <= LONGEST_PATH &&
    !/[\\\p{Cc}\p{Cs}]/u.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isGood)
    throw new SpoorError(
      'bad-option',
      `The path of a file must have parts joined by "/", at most ${LONGEST_PATH} characters, not be ${describe(path)}.`,
    );
  if (RESERVED.test(path))
    throw new SpoorError('bad-option', `${path} is a file that Spoor writes itself; choose another name with "as".`);
  return path;
}

function endOf(url: string): string {
  return url === '' ? '' : new URL(url).pathname.split('/').at(-1)!;
}
