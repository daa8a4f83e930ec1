/**
 * The origin's Web Locks. Null where there are none (an insecure origin), and where they are denied: in a sandbox, or
 * where the user has blocked the site's data.
 */
export async function findLocks(): Promise<LockManager | null> {
  try {
    const locks = globalThis.navigator.locks;
    // They are there also where every request is refused.
    await locks.query();
    return locks;
  } catch {
    return null;
  }
}
