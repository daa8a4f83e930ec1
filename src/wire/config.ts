import type { LineValue, Row } from './line';

/**
 * On the wire each config key is wrapped: `{"lr": {"value": 0.1}}`, and `_wandb` holds what the client says of itself
 * (`core/internal/runconfig/runconfig.go`). `@wandb/sdk` sends plain values, so readers take both.
 */
export function wrapConfig(config: Row, client: Row): Row {
  const wrapped: Row = {};
  for (const [key, value] of Object.entries(config)) wrapped[key] = { value };
  wrapped['_wandb'] = { value: client };
  return wrapped;
}

/** The user's part of a config from the wire, plain. */
export function unwrapConfig(wrapped: Row): Row {
  const config: Row = {};
  for (const [key, value] of Object.entries(wrapped)) {
    if (key !== '_wandb') config[key] = isWrapped(value) ? value['value']! : value;
  }
  return config;
}

function isWrapped(value: LineValue): value is { value: LineValue } {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !('value' in value)) return false;
  return Object.keys(value).every((key) => key === 'value' || key === 'desc');
}
