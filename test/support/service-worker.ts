import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { SYNC_TAG } from '../../src/wire/index';

interface RegistrationsUpdated {
  registrations: { registrationId: string; scopeURL: string; isDeleted: boolean }[];
}

/** The service workers of a browser context, seen from an empty tab: no page of the site has to be open. */
export class ServiceWorkers {
  readonly #session: CDPSession;
  readonly #idByScope = new Map<string, string>();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async watch(context: BrowserContext): Promise<ServiceWorkers> {
    const session = await context.newCDPSession(await context.newPage());
    const workers = new ServiceWorkers(session);
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }: RegistrationsUpdated) => {
      for (const { scopeURL, registrationId, isDeleted } of registrations) {
        if (isDeleted) workers.#idByScope.delete(scopeURL);
        else workers.#idByScope.set(scopeURL, registrationId);
      }
    });
    await session.send('ServiceWorker.enable');
    return workers;
  }

  /**
   * Fires a sync event as the browser would, over the DevTools protocol. Resolves before the service worker has
   * answered it.
   */
  async fireSync(scope: string, tag = SYNC_TAG): Promise<void> {
    await this.#session.send('ServiceWorker.dispatchSyncEvent', { ...this.#target(scope), tag, lastChance: false });
  }

  async firePeriodicSync(scope: string, tag = SYNC_TAG): Promise<void> {
    await this.#session.send('ServiceWorker.dispatchPeriodicSyncEvent', { ...this.#target(scope), tag });
  }

  #target(scope: string): { origin: string; registrationId: string } {
    const registrationId = this.#idByScope.get(scope);
    if (registrationId === undefined)
      throw new Error(`There is no service worker for ${scope}, only for ${[...this.#idByScope.keys()].join(', ')}.`);
    return { origin: new URL(scope).origin, registrationId };
  }
}

/** Resolves when the page's service worker is active. */
export async function serviceWorkerIsReady(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** The tags of the syncs that the browser still means to fire, or to fire again because they failed. */
export function pendingSyncs(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (registration as unknown as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
  });
}
