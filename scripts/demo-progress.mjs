// The progress of a training on a terminal: a bar, or plain lines where the output is not a terminal.
import cliProgress from 'cli-progress';

const LINE_EVERY_MS = 5000;

/** @param {number} batches */
export function showProgress(batches) {
  return process.stdout.isTTY ? showBar(batches) : showLines(batches);
}

const number = (value) => (value === null ? '–' : value.toFixed(3));

function showBar(batches) {
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} batches  loss {loss}  accuracy {accuracy}  {note}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
  });
  bar.start(batches, 0, { loss: '–', accuracy: '–', note: '' });
  return {
    /** @param {{ batch: number, loss: number | null, accuracy: number | null, note: string }} at */
    update: ({ batch, loss, accuracy, note }) =>
      bar.update(batch, { loss: number(loss), accuracy: number(accuracy), note }),
    /** @param {string} sentence */
    tell(sentence) {
      process.stdout.write(`\r\u001B[K${sentence}\n`);
    },
    stop: () => bar.stop(),
  };
}

function showLines(batches) {
  let last = 0;
  return {
    update({ batch, loss, accuracy, note }) {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      console.log(
        `batch ${String(batch).padStart(4)}/${batches}  loss ${number(loss)}  accuracy ${number(accuracy)}  ${note}`.trimEnd(),
      );
    },
    tell: (sentence) => console.log(sentence),
    stop() {
      console.log(`batch ${batches}/${batches}`);
    },
  };
}
