/**
 * Binds the members of an object to it, getters and setters too: methods are handed over by themselves, as in
 * `.then(run.log)`, `const { log } = run` and `{ callback: run.log }`, and a framework that watches objects (Vue, MobX)
 * asks for all of them through a proxy, which has no private fields.
 */
export function bindMethods(object: object): void {
  const { prototype } = object.constructor as { prototype: object };
  const all = Object.getOwnPropertyDescriptors(prototype) as Record<string | symbol, PropertyDescriptor>;
  for (const name of Reflect.ownKeys(all)) {
    const member = all[name]!;
    for (const part of ['value', 'get', 'set'] as const) {
      if (typeof member[part] === 'function') member[part] = (member[part] as () => unknown).bind(object);
    }
    if (name !== 'constructor') Object.defineProperty(object, name, member);
  }
}
