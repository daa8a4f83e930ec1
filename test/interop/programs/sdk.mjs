// Logs with W&B's own JavaScript client, in the way of its README.
import { setTimeout as delay } from 'node:timers/promises';
import wandb from '@wandb/sdk';

const [what, count = '0'] = process.argv.slice(2);
const run = await wandb.init({ project: 'sdk', config: { lr: 0.1, nested: { a: [1, null] } } });
if (what === 'rows') {
  for (let i = 0; i < Number(count); i++) wandb.log({ loss: 1 / (i + 1), at: i });
} else if (what === 'values') {
  wandb.log({
    nan: NaN,
    up: Infinity,
    text: 'ключ',
    yes: true,
    none: null,
    deep: { a: { b: [1, 'two'] } },
    'dots.and/slashes': 1,
  });
  wandb.log({ safe: Number.MAX_SAFE_INTEGER, third: 1 / 3 });
}
// The client looks for rows every second and sends every two; what it has not begun to send, its finish() may lose.
await delay(3500);
await wandb.finish();
console.log(JSON.stringify({ id: run.id }));
