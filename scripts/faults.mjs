// `npm run faults`: proves that no row is lost. Rounds of scheduled faults against the real server and a real browser.
import { program } from 'commander';
import { findOrInstallChromium } from './browser.mjs';
import { ensureBuilt } from './built.mjs';
import { load } from './demo-server.mjs';

const options = program
  .name('npm run faults --')
  .option('--seed <number>', 'what the schedules are made from', String(Date.now() % 1_000_000))
  .option('--rounds <number>', 'how many rounds to play', '20')
  .option('--round <number>', 'plays only this round')
  .option(
    '--control',
    'plays with a Spoor that takes every answer for an acknowledgement, and fails unless losses are found',
    false,
  )
  .option('--trace', 'says what happens, as it happens', false)
  .parse()
  .opts();
const [seed, count, only] = [options.seed, options.rounds, options.round ?? 0].map(Number);
if (![seed, count, only].every((number) => Number.isSafeInteger(number) && number >= 0)) {
  console.error('The seed, the number of rounds and the round are whole numbers from 0.');
  process.exit(2);
}

findOrInstallChromium();
ensureBuilt();
const { buildCareless, closeSites, runFaults } = await load('test/faults/harness.ts');
const started = Date.now();
let sofar = null;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    if (sofar) console.log(`\n${sofar.table(seed, Date.now() - started)}\nStopped before the end.`);
    void closeSites().finally(() => process.exit(130));
  });
}
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s`;
const report = await runFaults({
  seed,
  rounds: options.round === undefined ? Array.from({ length: count }, (_, i) => i) : [only],
  library: options.control ? await buildCareless() : null,
  progress: (report, round) => {
    sofar = report;
    const { logged, rounds, failed } = report;
    console.log(
      `${seconds()}  round ${round}: ${rounds} played, ${logged} rows logged, ${failed.length} rounds with violations`,
    );
    const last = failed.at(-1);
    if (last?.round !== round) return;
    for (const violation of last.violations.slice(0, 10)) console.log(`           ${violation}`);
    if (!options.trace) for (const entry of last.diary) console.log(`             ${entry}`);
    console.log(`           again: npm run faults -- --seed ${seed} --round ${round}`);
  },
  ...(options.trace && { trace: (sentence) => console.log(`${seconds()}    ${sentence}`) }),
});
console.log(`\n${report.table(seed, Date.now() - started)}`);

if (options.control) {
  const isFound = report.lost - report.inWindow > 0;
  console.log(
    isFound
      ? 'The control lost rows, and the harness saw it.'
      : 'The control must lose rows, and the harness saw none lost.',
  );
  process.exit(isFound ? 0 : 1);
}
process.exit(report.failed.length > 0 ? 1 : 0);
