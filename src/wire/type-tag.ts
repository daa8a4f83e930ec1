/**
 * What an object is, by its own word, such as `Blob` or `ImageData`: also of another realm (an iframe's `Blob` is not
 * an instance of this page's), and whatever a page has done to the classes.
 */
export function typeTagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

export function isBlob(value: unknown): value is Blob {
  return /^(Blob|File)$/.test(typeTagOf(value));
}
