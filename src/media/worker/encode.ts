import { source, start } from 'virtual:media-encoders';
import { EncoderWorker } from './encoder-worker';

/** Encodes values of the kinds of `spoor/media`, in the one worker that they share. See `encoders.ts`. */
export const { encode } = new EncoderWorker({ source, start });
