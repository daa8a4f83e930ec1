import { brandOf, isBlob, SpoorError } from '../wire/index';
import { checkEach } from '../values/option';
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
 * @throws SpoorError `bad-option` when it is none, or has no good path.
 */
export async function takeFile(what: FileLike, options: SaveOptions): Promise<SavedFile> {
  checkEach('save()', options, { as: null });
  const { as } = options;
  const brand = brandOf(what);
  if (brand === 'Response') {
    const response = what as Response;
    const path = checkPath(as ?? endOf(response.url));
    if (!response.ok) throw new SpoorError('bad-option', `${path} is not saved: its Response says ${response.status}.`);
    return { path, blob: await response.blob() };
  }
  if (isBlob(what)) return { path: checkPath(as ?? (what as Partial<File>).name), blob: what };
  if (brand === 'ArrayBuffer' || ArrayBuffer.isView(what))
    return { path: checkPath(as), blob: new Blob([what as BufferSource]) };
  if (what !== null && typeof what === 'object' && 'getFile' in what)
    return { path: checkPath(as ?? what.name), blob: await what.getFile() };
  throw new SpoorError(
    'bad-option',
    "save() takes a Blob, a File, bytes, a Response or a file handle: run.save(blob, { as: 'model.bin' }).",
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
      `${JSON.stringify(path)} is no path of a file: it has parts joined by "/", at most ${LONGEST_PATH} characters.`,
    );
  if (RESERVED.test(path))
    throw new SpoorError('bad-option', `${path} is a file that Spoor writes itself; choose another name with "as".`);
  return path;
}

function endOf(url: string): string {
  return url === '' ? '' : new URL(url).pathname.split('/').at(-1)!;
}
