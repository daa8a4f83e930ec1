/**
 * Sizes on which page, worker and server agree.
 *
 * W&B's own client cuts a file_stream body at about 10 MiB and drops a line above 10 MiB − 100 KiB
 * (`core/internal/filestream/updatehistory.go`); lines that we store must be deliverable there too.
 */
export const MAX_LINE_BYTES = 10 * 1024 * 1024 - 100 * 1024;

/** The largest config: W&B's servers take none above 15 MB. */
export const MAX_CONFIG_BYTES = 15 * 1024 * 1024;

/** Whether a string takes more bytes than a line may have. */
export function isTooLong(text: string): boolean {
  return isLongerThan(MAX_LINE_BYTES, text);
}

/** Whether a string takes more than so many bytes. A UTF-16 unit becomes at most three. */
export function isLongerThan(bytes: number, text: string): boolean {
  return text.length * 3 > bytes && new TextEncoder().encode(text).byteLength > bytes;
}

/** The largest file_stream body that the server reads. It leaves room for one line of the largest size, escaped. */
export const MAX_REQUEST_BYTES = 24 * 1024 * 1024;

/** The largest file that one upload may carry. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** Images in one list: W&B's limit (`wandb/sdk/data_types/image.py`, MAX_ITEMS). */
export const MAX_IMAGES = 108;

/** Bins of a histogram: W&B's limit (`wandb/sdk/data_types/histogram.py`, MAX_LENGTH). */
export const MAX_BINS = 512;

/** A step, the number of a line, how many of something. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
