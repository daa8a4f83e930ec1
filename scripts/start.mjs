// `npm start`: builds what is missing, and runs the server with dashboard and demo until Ctrl+C.
import { program } from 'commander';
import { ensureBuilt } from './built.mjs';
import { startDemoServer } from './demo-server.mjs';

const options = program
  .name('npm start --')
  .option('--port <number>', 'port of the server; the demo page is at the next one', process.env['PORT'] ?? '8080')
  .option('--data <folder>', 'where all data is kept', './spoor-data')
  .parse()
  .opts();
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65_534)
  fail(`The port must be a number from 0 to 65534, not "${options.port}".`);

ensureBuilt();
const demoPort = port === 0 ? 0 : port + 1;
const demo = await startDemoServer({ port, demoPort, data: options.data }).catch((error) =>
  fail(
    error.code === 'EADDRINUSE'
      ? `Port ${demoPort} is taken, where the demo page should be; choose others with --port.`
      : error.message,
  ),
);

console.log(`
Dashboard   ${demo.server.loginUrl}
Demo        ${demo.demoUrl}

Open the dashboard first: the address logs your browser in. Then watch the demo train.
Data folder: ${options.data}. Stop with Ctrl+C.`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    demo.close().then(
      () => process.exit(0),
      (error) => fail(error.message),
    );
  });
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
