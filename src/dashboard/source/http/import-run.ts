import type { ImportAnswer } from '../../../wire/index';
import { ask } from './ask';

/** Sends a run that was saved to a file; the browser reads it from the disk as it goes. */
export function importRun(file: File): Promise<ImportAnswer> {
  return ask<ImportAnswer>('/api/import', {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
  });
}
