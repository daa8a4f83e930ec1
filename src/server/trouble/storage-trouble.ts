/** What is wrong with the place that all data is stored in. */
export type TroubleKind = 'full' | 'read-only' | 'damaged' | 'gone' | 'failing';

/** Why nothing can be stored now, with the HTTP status of the answer and a sentence for whoever sent something. */
export interface Trouble {
  kind: TroubleKind;
  /**
   * Both are statuses after which Spoor's pages and W&B's clients keep what they have and send it again, for days if
   * need be, as after any from 500 on but 501. 507 says that room is needed (RFC 4918, 11.5), 503 that somebody must
   * look after the server.
   */
  status: 503 | 507;
  message: string;
}

const TROUBLES: Record<TroubleKind, Trouble> = {
  full: {
    kind: 'full',
    status: 507,
    message:
      'The disk of the server is full, so this was not stored. Send it again: it is taken as soon as somebody has made room.',
  },
  'read-only': {
    kind: 'read-only',
    status: 503,
    message:
      'The server may not write to its data folder, so this was not stored. Send it again when somebody has made it writable.',
  },
  damaged: {
    kind: 'damaged',
    status: 503,
    message:
      'The database of the server is damaged, so nothing more is stored in it. Send this again when somebody has restored a backup.',
  },
  gone: {
    kind: 'gone',
    status: 503,
    message:
      'The database of the server was removed or replaced while it ran, so this was not stored. Send it again when somebody has put it back.',
  },
  failing: {
    kind: 'failing',
    status: 503,
    message:
      'The disk of the server does not work, so this was not stored. Send it again when somebody has looked after it.',
  },
};

/** Thrown where no error of the system tells of the trouble. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What SQLite and the system call it. Codes of SQLite have endings that say more. */
const KINDS: readonly [TroubleKind, RegExp][] = [
  ['full', /^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)$/],
  ['gone', /^SQLITE_READONLY_DBMOVED$/],
  ['read-only', /^(SQLITE_READONLY|EROFS)/],
  ['damaged', /^(SQLITE_CORRUPT|SQLITE_NOTADB)/],
  ['failing', /^(SQLITE_(IOERR|CANTOPEN|PROTOCOL|BUSY|LOCKED)|EIO$|ESTALE$|EMFILE$|ENFILE$)/],
];

/** Whether something was thrown because nothing can be stored; null when it has another reason. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof StorageError) return TROUBLES[error.kind];
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [kind] = KINDS.find(([, codes]) => codes.test(code)) ?? [];
  return kind === undefined ? null : TROUBLES[kind];
}
