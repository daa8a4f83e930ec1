import type * as media from '../../src/media/index';
import { describe, expect } from 'vitest';
import { clients } from './clients';
import { compare, finish, open, test } from './page';

describe(clients.spoor, () => {
  test('logs documents, Markdown and figures, which wandb.Api() reads and downloads equal', async ({
    server,
    page,
  }) => {
    const id = await open(page);
    await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
    await page.evaluate(() => {
      const { Graph, Html, Markdown, Plotly } = window.spoor as typeof window.spoor & typeof media;
      window.run.log({
        graph: new Graph({ nodes: [{ id: 'a' }, { id: 'b' }], edges: [['a', 'b']] }),
        html: new Html('<p>höch</p>'),
        both: [new Html('1'), new Html('2')],
        notes: new Markdown('# höch', { caption: 'c' }),
        figure: new Plotly({ data: [{ type: 'bar', y: Float32Array.of(1, 2) }], layout: {} }),
      });
    });
    await finish(page);
    const answer = await server.graphql<{ project: { run: { history: string[] } } }>(
      `{ project(name: "spoor") { run(name: "${id}") { history } } }`,
    );
    const [row] = answer.data!.project.run.history.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const added of ['_runtime', '_timestamp']) delete row![added];
    expect(row).toMatchObject({
      graph: { _type: 'graph-file' },
      html: { _type: 'html-file' },
      both: { _type: 'html', count: 2 },
      notes: { _type: 'markdown-file', caption: 'c' },
      figure: { _type: 'plotly-file' },
    });
    const { files } = await compare(server, id, { rows: [JSON.stringify(row)] });
    expect(Object.keys(files)).toHaveLength(6);
    for (const [path, hash] of Object.entries(files)) expect(path).toContain(hash.slice(0, 20));
  });
});

describe(clients.wandb, () => {
  test('logs documents and figures, which the dashboard shows', async ({ server, page }) => {
    const { result } = await server.python('shown.py');
    const dashboard = await page.context().newPage();
    const complaints: string[] = [];
    dashboard.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // Each document but one links to a style sheet of W&B's.
    dashboard.on('request', (request) => {
      if (request.url().startsWith('http') && !request.url().startsWith(server.url)) complaints.push(request.url());
    });
    await dashboard.goto(server.loginUrl);
    await dashboard.goto(`${server.url}/local/shown/runs/${String(result['id'])}?tab=media`);
    const card = (name: string) => dashboard.getByRole('region', { name, exact: true });
    const textOf = (name: string, place: number, element: string) =>
      card(name).locator('iframe').nth(place).contentFrame().locator(element).textContent();
    expect(await textOf('document', 0, 'h1')).toBe('höch');
    expect([await textOf('documents', 0, 'p'), await textOf('documents', 1, 'p')]).toEqual(['one', 'two']);
    await card('graph').locator('.graph-link').waitFor();
    expect(await card('graph').locator('.graph-box', { hasText: 'dense' }).textContent()).toBe(
      'denseDense · 7,850? × 10',
    );
    await card('figure').locator('.scatterlayer .trace').first().waitFor();
    expect(await card('figure').locator('.scatterlayer .point').count()).toBe(2);
    expect(await card('bars').locator('.gtitle').textContent()).toBe('two bars');
    expect(complaints).toEqual([]);
    await dashboard.close();
  });
});
