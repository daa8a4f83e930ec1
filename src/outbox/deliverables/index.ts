import { Alerts } from './alerts';
import type { DeliverableKind } from './deliverable';
import { Exit } from './exit';
import { Files } from './files';
import { Lines } from './lines';

export { Channel, isTooLarge, type DeliveryEvents, type DeliveryOptions } from './channel';
export type { Deliverable } from './deliverable';
export { PARCEL_BYTES } from './parcel';

/** All that a run may owe, in the order in which it is delivered: its end when nothing else is left. */
export const DELIVERABLES: readonly DeliverableKind[] = [Lines, Alerts, Files, Exit];
