import type { Site } from '../site';
import { webhookAddress } from './address';
import { AlertWebhook, WAITS_MS } from './webhook';

/** @internal */
export type { AlertWebhook } from './webhook';

/** Where each new alert is posted to. */
export interface AlertWebhookOptions {
  /** A secret: whoever knows it can post there. https, or http on this machine. */
  url: string;
  /** How long to wait after each failed try, in milliseconds; default six waits, from a second to two hours. */
  waits?: readonly number[];
}

/**
 * What posts alerts once it is started; what is owed from before comes first.
 *
 * @internal
 * @throws SpoorError `bad-option`
 */
export function createAlertWebhook(
  { store, address, now, report }: Omit<Site, 'relay' | 'webhook'>,
  options: AlertWebhookOptions,
): AlertWebhook {
  const { url, waits = WAITS_MS } = options;
  return new AlertWebhook({ store, url: webhookAddress(url), baseUrl: address.url, waits, now, report });
}
