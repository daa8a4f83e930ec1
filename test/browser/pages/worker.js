// A worker of the page's own, of whichever kind, that trains and logs as a page does.
importScripts('/sdk/spoor.iife.js');

async function train(reply) {
  const said = [];
  console.warn = (sentence) => said.push(sentence);
  const run = await spoor.init({ project: 'stage', mode: 'online' });
  for (let step = 0; step < 3; step++) run.log({ step });
  const { delivered } = await run.finish();
  const { mode, logged, journaled, dropped, problem } = run.status();
  reply({ mode, logged, journaled, dropped, problem: problem?.code, delivered, said: said.length });
}

addEventListener('connect', ({ ports: [port] }) => train((answer) => port.postMessage(answer)));
addEventListener(
  'message',
  ({ source, data }) => data === 'train' && train((answer) => (source ?? self).postMessage(answer)),
);
