/** The built encoders of a module of media, given by a plugin in vite.config.ts. */
declare module 'virtual:*-encoders' {
  import type { EncoderProgram } from './encoder-worker';

  export const source: EncoderProgram['source'];
  export const start: EncoderProgram['start'];
}
