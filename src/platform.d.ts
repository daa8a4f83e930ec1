// What the declarations of this package name of the platform, for compilers whose `lib` leaves it out: a worker's,
// Node's, one of an older year. Where it is known, these add nothing.

declare global {
  interface AbortController {}
  interface AbortSignal {}
  interface Blob {}
  interface ErrorOptions {}
  interface File {}
  interface FileSystemFileHandle {}
  interface HTMLCanvasElement {}
  interface HTMLImageElement {}
  interface HTMLVideoElement {}
  interface ImageBitmap {}
  interface ImageBitmapOptions {}
  interface ImageData {}
  interface LockManager {}
  interface OffscreenCanvas {}
  interface Response {}
  interface SVGSVGElement {}
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
  interface URL {}
  interface VideoFrame {}
}

// oxlint-disable-next-line unicorn/require-module-specifiers -- only a module can declare what is global
export {};
