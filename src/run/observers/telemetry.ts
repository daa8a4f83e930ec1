import type { Row } from '../../wire/index';

/** The numbers of W&B's telemetry record that mean something in a page (`wandb/proto/wandb_telemetry.proto`). */
const PLATFORM = '13';
const IMPORTS = '2';
const IMPORT_TENSORFLOW = 3;

/** What can be known of tfjs, from the caller's `tf`. */
export interface TensorFlowVersion {
  version?: { tfjs?: string };
  getBackend?: () => string;
}

/**
 * What the page says of itself, once: browser, platform, size of the machine, in the place where W&B's clients describe
 * theirs (`_wandb.e`). No query of the address: it may hold secrets.
 */
export function describePage(writer: string, startTime: number): Row {
  const { userAgent, language, hardwareConcurrency } = navigator;
  const { deviceMemory, userAgentData } = navigator as {
    deviceMemory?: number;
    userAgentData?: { platform: string; mobile: boolean };
  };
  const environment: Row = {
    os: userAgentData?.platform || 'browser',
    executable: userAgent,
    program: location.origin + location.pathname,
    startedAt: new Date(startTime).toISOString(),
    language,
    device: userAgentData
      ? userAgentData.mobile
        ? 'mobile'
        : 'desktop'
      : /Mobi/.test(userAgent)
        ? 'mobile'
        : 'desktop',
    writerId: writer,
  };
  if (hardwareConcurrency) environment['cpu_count_logical'] = hardwareConcurrency;
  // Gigabytes, and rounded by the browser; W&B's readers expect bytes, as text.
  if (deviceMemory) environment['memory'] = { total: String(deviceMemory * 2 ** 30) };
  return { e: { [writer]: environment }, t: { [PLATFORM]: 'browser' } };
}

/** The framework, where the page has shown it: `fitCallbacks` does. */
export function describeFramework({ version, getBackend }: TensorFlowVersion): Row {
  const name = ['tensorflow.js', version?.tfjs].filter(Boolean).join(' ');
  const backend = getBackend?.();
  return { framework: name, ...(backend && { backend }), t: { [IMPORTS]: [IMPORT_TENSORFLOW] } };
}
