import * as tf from '@tensorflow/tfjs';
import { compile } from './network';

/** A network in mid-training: its weights, its optimizer's state, and how many rounds it has had. */
export interface Checkpoint {
  network: tf.LayersModel;
  rounds: number;
}

const address = (runId: string) => `indexeddb://spoor-demo-${runId}`;

/**
 * Writes the network to IndexedDB. The count travels inside the model, so that weights and count cannot disagree after
 * a crash.
 */
export async function saveCheckpoint(runId: string, { network, rounds }: Checkpoint): Promise<void> {
  network.setUserDefinedMetadata({ rounds });
  await network.save(address(runId), { includeOptimizer: true });
}

/** The checkpoint of a run, or null when there is none that can be read. */
export async function loadCheckpoint(runId: string): Promise<Checkpoint | null> {
  if (!Object.hasOwn(await tf.io.listModels(), address(runId))) return null;
  const network = await tf.loadLayersModel(address(runId));
  const { rounds } = network.getUserDefinedMetadata() as { rounds: number };
  return { network: compile(network), rounds };
}

export async function removeCheckpoint(runId: string): Promise<void> {
  if (Object.hasOwn(await tf.io.listModels(), address(runId))) await tf.io.removeModel(address(runId));
}
