import { source, start } from 'virtual:video-encoders';
import { EncoderWorker } from '../../worker/encoder-worker';

/** Encodes clips, in the worker of `spoor/video`. */
export const { encode } = new EncoderWorker({ source, start });
