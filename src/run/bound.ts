/** Binds the methods of an object to it: they are handed over by themselves, as in `.then(run.log)`, `const { log } = run` and `{ callback: run.log }`. */
export function bindMethods(object: object): void {
  const { prototype } = object.constructor as { prototype: object };
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value === 'function' && name !== 'constructor') {
      Object.defineProperty(object, name, { value: (value as () => unknown).bind(object), configurable: true, writable: true });
    }
  }
}
