import { webhookAddress } from './address';
import type { Address } from '../access/address';
import type { Runs } from '../runs/runs';
import { AlertWebhook, WAITS_MS, type WebhookOptions } from './webhook';

/** @internal */
export type { AlertWebhook } from './webhook';

/** Where each new alert is posted to. */
export interface AlertWebhookOptions {
  /** A secret: whoever knows it can post there. https, or http on this machine. */
  url: string;
  /** How long to wait after each failed try, in milliseconds; default six waits, from a second to two hours. */
  waits?: readonly number[];
}

/** What it is made from. */
interface Place extends Pick<WebhookOptions, 'store' | 'now' | 'report'> {
  runs: Runs;
  address: Address;
}

/**
 * What posts alerts once it is started; what is owed from before comes first.
 *
 * @internal
 * @throws SpoorError `bad-option`
 */
export function createAlertWebhook(
  { store, runs, address, now, report }: Place,
  options: AlertWebhookOptions,
): AlertWebhook {
  const { url, waits = WAITS_MS } = options;
  const webhook = new AlertWebhook({ store, url: webhookAddress(url), baseUrl: address.url, waits, now, report });
  runs.watch({ alerted: () => webhook.ring() });
  return webhook;
}
