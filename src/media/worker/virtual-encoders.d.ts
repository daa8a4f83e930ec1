/** The built encoders, given by a plugin in vite.config.ts. */
declare module 'virtual:media-encoders' {
  import type { EncoderProgram } from './encoder-worker';

  export const source: EncoderProgram['source'];
  export const start: EncoderProgram['start'];
}
