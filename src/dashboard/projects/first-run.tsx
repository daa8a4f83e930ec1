import { CopyButton } from '../shell/copy-button';

/** What to do when nothing has been logged: a page that logs a run to this very server. */
export function FirstRun({ project = 'my-first-project', entity }: { project?: string; entity?: string }) {
  const names = [
    ...(entity === undefined ? [] : [`entity: ${JSON.stringify(entity)}`]),
    `project: ${JSON.stringify(project)}`,
  ].join(', ');
  const snippet = `<script src="${location.origin}/sdk/spoor.iife.js"></script>
<script type="module">
  const run = await spoor.init({ ${names} });
  for (let step = 0; step < 100; step++) {
    run.log({ loss: Math.exp(-step / 30) + Math.random() / 20 });
  }
  await run.finish();
</script>`;
  return (
    <section class="first-run">
      <h2>{entity === undefined ? 'Log your first run' : 'No runs yet'}</h2>
      <p>
        Save this as <code>index.html</code> in a folder of its own, start the server with{' '}
        <code>spoor serve --app &lt;folder&gt;</code> and open <code>{location.origin}/app/</code>. What the page logs
        shows up here as it happens; what it logs offline follows when the connection is back.
      </p>
      <div class="snippet">
        <pre tabIndex={0}>
          <code>{snippet}</code>
        </pre>
        <CopyButton text={() => snippet} small />
      </div>
      <p class="first-run-more">
        Training with TensorFlow.js: <code>{'model.fit(x, y, { callbacks: fitCallbacks(run, { tf }) })'}</code>, with{' '}
        <code>fitCallbacks</code> of <code>spoor/tfjs</code>. W&amp;B’s Python client works too: set{' '}
        <code>WANDB_BASE_URL={location.origin}</code>, and <code>WANDB_API_KEY</code> to the key in the address that{' '}
        <code>spoor serve</code> printed; it is also in the file <code>key</code> of the data folder.
      </p>
    </section>
  );
}
