/** The built encoders of a module of media, given by a plugin in vite.config.ts. */
declare module 'virtual:*-encoders' {
  import type { Program } from '../../thread/start-thread';

  export const source: Program['source'];
  export const start: Program['start'];
}
