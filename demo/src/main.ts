import * as tf from '@tensorflow/tfjs';
import { init, isSpoorError, type Run } from 'spoor';
import { fitCallbacks } from 'spoor/tfjs';
import type { Demo, Outcome } from './automation';
import { LossChart } from './chart';
import { loadCheckpoint, removeCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoint';
import { bindControls } from './controls';
import { hastenCpuGradient } from './cpu-gradient';
import { tell } from './diary';
import { loadDigits } from './digits';
import { element, setText } from './element';
import { keepChart } from './kept-chart';
import { logGuesses, logWeights } from './logging';
import { buildNetwork } from './network';
import { proxyState, type ProxyState } from './network-switch';
import { workOffline } from './offline';
import { batchesIn, batchesPerRound, learningRate, PLAN, roundsIn } from './plan';
import { showGuesses, showProgress, showShare } from './progress-panel';
import { backendInAddress, putRunIdInAddress, runIdInAddress } from './run-address';
import { showRunLink, showStatus } from './status-panel';
import { Testimony } from './testimony';
import { accuracyOn, guess, train } from './training';
import { Witness, type SeenRow } from './witness';

const demo: Demo = {
  stage: 'loading',
  batch: 0,
  batches: batchesIn(PLAN),
  batchesPerRound: batchesPerRound(PLAN),
  loss: null,
  accuracy: null,
  run: null,
  ended: main(),
};
window.demo = demo;
demo.ended.catch((error: unknown) => {
  setStage('failed', 'failed');
  tell(error instanceof Error ? error.message : String(error));
});

async function main(): Promise<Outcome> {
  workOffline().catch((error: unknown) => tell(`This page could not be kept for offline use: ${String(error)}`));
  const proxy = await proxyState();
  const testimony = new Testimony();
  const chart = new LossChart(element('chart', HTMLCanvasElement));
  keepChart(chart);
  bindControls(proxy, (isCut) => chart.markCut(isCut));
  const backend = backendInAddress();
  await tf.setBackend(backend);
  if (backend === 'cpu') hastenCpuGradient();
  const [trainDigits, testDigits] = await Promise.all([loadDigits('train'), loadDigits('test')]);

  const run = await openRun(backend);
  follow(run, proxy);
  const checkpoint = await continueFrom(run, chart);
  demo.batch = checkpoint.rounds * batchesPerRound(PLAN);
  showProgress(PLAN, demo.batch, demo.batches);
  const witness = new Witness(
    { step: run.startingStep, epoch: run.resumed ? Number(run.summary['epoch'] ?? -1) + 1 : 0 },
    (row) => {
      testimony.tell(row);
      seeRow(row, chart);
    },
  );
  const chosen = Uint32Array.from({ length: 24 }, (_, i) => i);

  setStage('training', 'under way');
  await train(checkpoint, {
    plan: PLAN,
    train: trainDigits,
    test: testDigits,
    callbacks: [witness, ...fitCallbacks(run, { tf })],
    signal: run.signal,
    afterRound: async ({ network, rounds }) => {
      await saveCheckpoint(run.id, { network, rounds });
      const guesses = await guess(network, testDigits, chosen);
      showGuesses(testDigits, chosen, guesses);
      logWeights(run, witness, network, learningRate(PLAN, rounds - 1));
      if (rounds % PLAN.roundsPerPass === PLAN.roundsPerPass / 2 || rounds === roundsIn(PLAN))
        logGuesses(run, witness, testDigits, chosen, guesses);
    },
  });

  const testAccuracy = await accuracyOn(checkpoint.network, testDigits);
  showShare('test-accuracy', testAccuracy);
  run.summary['test_accuracy'] = testAccuracy;
  setStage('delivering', 'done; the last rows are on their way');
  await run.flush();
  await run.synced();
  await run.finish();
  await removeCheckpoint(run.id);
  setStage('finished', run.signal.aborted ? 'stopped from the dashboard' : 'finished');
  tell(
    `Every row is on the server. ${(testAccuracy * 100).toFixed(1)} % of ${testDigits.count} unseen digits are read right.`,
  );
  element('again', HTMLButtonElement).hidden = false;
  return { runId: run.id, runUrl: run.url, testAccuracy, stopped: run.signal.aborted };
}

/** Opens the run that the address names, or a new one. */
async function openRun(backend: string): Promise<Run> {
  const id = runIdInAddress();
  const config = { backend, ...PLAN };
  let run: Run;
  try {
    run = await init({ project: 'digits', config, ...(id === null ? {} : { id }) });
  } catch (error) {
    // A duplicated tab has the address of a run that the first tab is still writing.
    if (!isSpoorError(error) || error.code !== 'run-in-use') throw error;
    tell('Another tab is training that run, so this is a new one.');
    run = await init({ project: 'digits', config });
  }
  putRunIdInAddress(run.id);
  demo.run = run;
  return run;
}

async function continueFrom(run: Run, chart: LossChart): Promise<Checkpoint> {
  if (run.resumed) {
    chart.markResumed(run.startingStep);
    tell(`The run goes on at step ${run.startingStep}.`);
  }
  const checkpoint = run.resumed ? await loadCheckpoint(run.id) : null;
  if (checkpoint) tell(`The network was loaded as it was after ${checkpoint.rounds} of ${roundsIn(PLAN)} rounds.`);
  return checkpoint ?? { network: buildNetwork(), rounds: 0 };
}

/** Keeps the panel of the run up to date. */
function follow(run: Run, proxy: ProxyState | null): void {
  const show = () => {
    showStatus(run);
    showRunLink(run, proxy?.server ?? null);
  };
  run.on('status', show);
  run.on('stop', () => tell('Somebody asked the run to stop, on the dashboard.'));
  // Once a second for the countdown to the next attempt.
  setInterval(show, 1000);
  show();
}

function seeRow(row: SeenRow, chart: LossChart): void {
  const { loss, acc, val_acc: validation } = row.values as Record<string, number | undefined>;
  if (validation !== undefined) showShare('validation', validation);
  if (loss === undefined || acc === undefined) return;
  demo.batch = Math.min(demo.batch + 1, demo.batches);
  demo.loss = loss;
  demo.accuracy = acc;
  chart.add(row.step, loss);
  setText('loss', loss.toFixed(3));
  showShare('accuracy', acc);
  showProgress(PLAN, demo.batch, demo.batches);
}

function setStage(stage: Demo['stage'], text: string): void {
  demo.stage = stage;
  setText('stage', text);
}
