// What sample runs send beside their rows.
import { randomFrom } from './sample-random.mjs';

/** What such a run prints: a line for every tenth step, in W&B's form. */
export function printedBy(rows) {
  return rows.flatMap((row, index) => {
    const time = new Date(row._timestamp * 1000).toISOString().slice(0, -1);
    const at = `${time} epoch ${row.epoch} step ${String(row._step).padStart(4)}`;
    const isFirstNaN = Number.isNaN(row['train/loss']) && !Number.isNaN(rows[index - 1]?.['train/loss']);
    return [
      ...(index === 0
        ? [`${time} WebGL backend, tfjs 4.22.0`, `${time} 60,000 digits to train on, 10,000 to test`]
        : []),
      ...(isFirstNaN ? [`ERROR ${time} Loss is NaN: the weights have left the range of 32-bit numbers`] : []),
      ...(index % 10 === 0
        ? [`${at}  loss ${row['train/loss'].toFixed(4)}  accuracy ${row['train/accuracy'].toFixed(4)}`]
        : []),
      ...('val/loss' in row
        ? [`${at}  val loss ${row['val/loss'].toFixed(4)}  val accuracy ${row['val/accuracy'].toFixed(4)}`]
        : []),
    ];
  });
}

/** How its machine does meanwhile: a sample every 15 seconds. */
export function samplesOf(rows) {
  const random = randomFrom(rows.length);
  let [sent, received, heat] = [0, 0, 41];
  return rows
    .filter((_row, index) => index % 25 === 0)
    .map(({ _runtime, _timestamp }, index) => {
      heat += (71 - heat) * 0.12;
      sent += 90_000 * random();
      received += 20_000 * random();
      return {
        _wandb: true,
        _runtime,
        _timestamp,
        'system.cpu': 22 + 14 * random(),
        'system.memory_percent': 48 + index / 20 + random(),
        'system.proc.memory.rssMB': 610 + index * 1.5 + 20 * random(),
        'system.proc.cpu.threads': 21,
        'system.gpu.0.gpu': 82 + 12 * random(),
        'system.gpu.0.memoryAllocated': 34 + random(),
        'system.gpu.0.temp': heat + random(),
        'system.gpu.0.powerWatts': 140 + 30 * random(),
        'system.network.sent': sent,
        'system.network.recv': received,
      };
    });
}
