import { toImageData, SIDE, type Digits } from './digits';
import { element, setText } from './element';
import { batchesPerRound, type Plan } from './plan';

export function showProgress(plan: Plan, batch: number, batches: number): void {
  const bar = element('progress', HTMLProgressElement);
  bar.max = batches;
  bar.value = batch;
  const pass = Math.min(plan.passes, Math.floor(batch / (plan.roundsPerPass * batchesPerRound(plan))) + 1);
  setText(
    'progress-text',
    `Batch ${batch.toLocaleString('en')} of ${batches.toLocaleString('en')}, pass ${pass} of ${plan.passes}`,
  );
}

/** Shows a share as percent, with one digit behind the point: the step from 97 to 98 is what one trains for. */
export function showShare(id: string, share: number): void {
  setText(id, `${(share * 100).toFixed(1)} %`);
}

/** Shows digits with what the network takes them for. */
export function showGuesses(digits: Digits, chosen: Uint32Array, guesses: number[]): void {
  const figures = guesses.map((guess, i) => {
    const truth = digits.labels[chosen[i]!]!;
    const figure = document.createElement('figure');
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIDE;
    canvas.getContext('2d')?.putImageData(toImageData(digits, chosen[i]!), 0, 0);
    canvas.role = 'img';
    canvas.ariaLabel = `A handwritten ${truth}`;
    const caption = document.createElement('figcaption');
    caption.textContent = guess === truth ? String(guess) : `${guess} ✗`;
    figure.classList.toggle('wrong', guess !== truth);
    if (guess !== truth) figure.title = `It is ${truth}`;
    figure.append(canvas, caption);
    return figure;
  });
  element('guesses', HTMLElement).replaceChildren(...figures);
}
