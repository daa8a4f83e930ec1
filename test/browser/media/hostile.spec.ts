import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from '../../support/fixtures';
import type { Stage } from '../../support/stage';
import { openElsewhere, type Elsewhere } from './elsewhere';
import { logMedia, type Spoor } from './logged';
import { openTab, type Shown } from './shown';

/** What runs, if anything does, changes the title; what loads, connects to a server that counts. */
let elsewhere: Elsewhere;
test.beforeEach(async () => {
  elsewhere = await openElsewhere();
});
test.afterEach(() => elsewhere.close());

const RUN = `try { top.document.title = 'ran' } catch { } document.title = 'ran'; new Image().src = 'HOST/ran'`;
const HANDLERS = `<img src=x onerror="${RUN}"><svg onload="${RUN}"></svg><details open ontoggle="${RUN}"></details>
<input autofocus onfocus="${RUN}"><video><source onerror="${RUN}"></video><body onload="${RUN}" onpageshow="${RUN}">`;

const HOSTILE = [
  `<script>${RUN}</script><script src="HOST/a.js"></script><script type="module" src="HOST/b.js"></script>`,
  HANDLERS,
  `<base href="HOST/"><a id="click" href="x">one</a><img src="relative.png">`,
  `<a id="click" href="javascript:${RUN}">one</a><iframe src="javascript:${RUN}"></iframe>`,
  `<a id="click" href="HOST/self" target="_self">one</a>`,
  `<a id="click" href="HOST/top" target="_top" ping="HOST/ping">one</a>`,
  `<meta http-equiv="refresh" content="0;url=HOST/refresh"><meta http-equiv="refresh" content="0;url=/local">`,
  `<meta http-equiv="Content-Security-Policy" content="default-src *"><img src="HOST/csp.png">`,
  `<form action="HOST/form" method="post"><input name="a" value="b"><button id="click">one</button></form>`,
  `<form action="/graphql" method="post"><button id="click" formaction="HOST/f" formtarget="_top">one</button></form>`,
  `<svg><use href="HOST/use.svg#a"/><image href="HOST/i.png"/><foreignObject><iframe src="HOST/f"></iframe><img src="HOST/fo.png"></foreignObject><script>${RUN}</script><a href="javascript:${RUN}"><text id="click" y="20">one</text></a><animate attributeName="href" values="javascript:${RUN}"/></svg>`,
  `<iframe src="HOST/frame"></iframe><iframe srcdoc="<script>${RUN}</script>"></iframe><frame src="HOST/g"><object data="HOST/o"></object><embed src="HOST/e"><portal src="HOST/p"></portal>`,
  `<style>@import url(HOST/i.css); body { background: url(HOST/b.png); cursor: url(HOST/c.cur), auto } @font-face { font-family: f; src: url(HOST/f.woff) } p { font-family: f; mask: url(HOST/m.svg#a); list-style: url(HOST/l.png) }</style><p style="background-image: image-set('HOST/s.png' 1x)">text</p>`,
  `<link rel="stylesheet" href="HOST/l.css"><link rel="preconnect" href="HOST"><link rel="dns-prefetch" href="HOST"><link rel="prefetch" href="HOST/pf"><link rel="preload" as="image" href="HOST/pl"><link rel="icon" href="HOST/icon"><link rel="modulepreload" href="HOST/mp.js"><link rel="manifest" href="HOST/m.json">`,
  `<template shadowrootmode="open"><link rel="preconnect" href="HOST"><img src="HOST/shadow.png"></template>`,
  `<img src="HOST/a.png" srcset="HOST/b.png 1x"><picture><source srcset="HOST/c.png"><img></picture><video src="HOST/v.mp4" poster="HOST/p.png" autoplay></video><audio src="HOST/a.mp3" autoplay></audio><table background="HOST/t.png"><tr><td>x</table>`,
  `<noscript><p title="</noscript><link rel=preconnect href=HOST><img src=x onerror=&quot;${RUN}&quot;>"></noscript>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"><link rel=preconnect href=HOST>`,
  `<div style="position:fixed;inset:0;background:red" class="notice" id="main">log in again</div>`,
];

/** Clicks what a document would like to be clicked. */
async function clickAll(page: Page): Promise<void> {
  for (const frame of page.frames().slice(1)) {
    const target = frame.locator('#click');
    // Refused in the frame: what was clicked stays.
    if ((await target.count().catch(() => 0)) > 0) await target.first().click({ timeout: 5000 });
  }
}

/** `ofFrames` is what the frames of documents may say: that they were held off, and by what. */
async function expectHarmless({ page, misdeeds }: Shown, run: string, ofFrames = /^$/): Promise<void> {
  // An event cannot tell that nothing comes: a second is far more than a connection on one machine takes.
  await delay(1000);
  expect((await misdeeds()).filter((misdeed) => !ofFrames.test(misdeed))).toEqual([]);
  expect(elsewhere.connections()).toBe(0);
  await expect(page).toHaveTitle(new RegExp(run));
  expect(page.context().pages()).toHaveLength(1);
  expect(new URL(page.url()).searchParams.get('tab')).toBe('media');
}

async function logHostile(stage: Stage, kind: 'Html' | 'Markdown', texts: string[]): Promise<string> {
  const page = await stage.openPage();
  await page.evaluate((given) => ((window as unknown as { given: unknown }).given = given), { kind, texts });
  const { id, dropped } = await logMedia(stage, page, (spoor: Spoor) => {
    const given = (window as unknown as { given: { kind: 'Html' | 'Markdown'; texts: string[] } }).given;
    const name = '<img src=x onerror="document.title=1">';
    return { [name]: given.texts.map((text) => new spoor[given.kind](text)) };
  });
  expect(dropped).toEqual({});
  return id;
}

test('documents: nothing of them runs, loads, or leads the dashboard away', async ({ stage }) => {
  const texts = HOSTILE.map((text) => text.replaceAll('HOST', elsewhere.url));
  const id = await logHostile(stage, 'Html', texts);
  const shown = await openTab(stage, id, 'media');
  await expect(shown.page.locator('iframe')).toHaveCount(texts.length);
  const name = await shown.page.title();
  await clickAll(shown.page);
  // The page's own policy has nothing to say; a request that a frame's policy refuses is told of, and never sent.
  await expectHarmless(shown, name, /^(console|request): /);
});

test('Markdown: nothing in it runs, loads, or lies over the dashboard', async ({ stage }) => {
  const texts = [
    ...HOSTILE,
    ...HOSTILE.map((text) => `# text\n\n| a |\n|---|\n| ${text.replaceAll('\n', ' ')} |`),
    '[one](javascript:document.title=1) <javascript:document.title=1> ![a](HOST/a.png "t") ![b][b]\n\n[b]: HOST/b.png',
    '[x](vbscript:a) [y](data:text/html,<script>1</script>) [z](/local) [w](#main) [v](//127.0.0.1:1/)',
    '[self](HOST/x "\\" target=\\"_self")',
    '`<img src=x onerror=alert(1)>` <a href="HOST/y" target="_top" rel="opener">raw</a>',
  ].map((text) => text.replaceAll('HOST', elsewhere.url));
  const id = await logHostile(stage, 'Markdown', texts);
  const shown = await openTab(stage, id, 'media');
  await expect(shown.page.locator('.markdown')).toHaveCount(texts.length);
  await expect(shown.page.locator('.markdown').last().locator('code')).toHaveText('<img src=x onerror=alert(1)>');
  await expectHarmless(shown, await shown.page.title());
  const strange = await shown.page
    .locator('.markdown')
    .evaluateAll((boxes) =>
      boxes.flatMap((box) =>
        [...box.querySelectorAll('*')].flatMap((element) => [
          ...[...element.attributes]
            .filter(
              ({ name, value }) => /^on|^(style|class|id|name)$/.test(name) || /^(javascript|data:text)/.test(value),
            )
            .map(({ name }) => `${element.localName} ${name}`),
          ...(/^(script|style|link|meta|base|iframe|object|embed|form|button|svg|math)$/.test(element.localName)
            ? [element.localName]
            : []),
          ...(element.matches('[href]:not([target=_blank][rel="noopener noreferrer"])') ? [element.outerHTML] : []),
        ]),
      ),
    );
  expect(strange).toEqual([]);
});

test('Plotly figures: nothing of them runs, loads, or links elsewhere', async ({ stage }) => {
  const link = '<a href="javascript:document.title=1" target="_self">link</a><a href="HOST/a">far</a>';
  const styled = '<span style="fill:url(HOST/f.svg#a);filter:url(HOST/g.svg#a)">styled</span>';
  const raw = '<img src=x onerror="document.title=1"><script>document.title=1</script><svg onload="document.title=1">';
  const label = `${link}${styled}${raw}`;
  const trace = { type: 'scatter', x: [1, 2], y: [1, 2], name: label, text: [label, label], mode: 'text+markers' };
  const figures: object[] = [
    {
      data: [
        { ...trace, hovertemplate: label },
        { ...trace, meta: ['<'], name: '%{meta[0]}a href="HOST/m">late</a>' },
      ],
      layout: {
        title: { text: label },
        xaxis: { title: { text: label }, ticktext: [label], tickvals: [1] },
        annotations: [{ text: label, x: 1, y: 1, hovertext: label }],
        images: [{ source: 'HOST/i.png', x: 0, y: 1, sizex: 1, sizey: 1 }],
        font: { family: 'url(HOST/f.woff)', shadow: '1px 1px 1px url(HOST/s.svg#a)' },
        paper_bgcolor: 'url(HOST/bg.png)',
        modebar: { add: ['sendDataToCloud', 'editInChartStudio'] },
        updatemenus: [{ buttons: [{ label, method: 'relayout', args: ['images[0].source', 'HOST/u.png'] }] }],
        geo: { scope: 'europe' },
        map: { style: 'HOST/style.json' },
        template: { layout: { images: [{ source: 'HOST/t.png' }], modebar: { add: ['sendDataToCloud'] } } },
      },
      config: { plotlyServerURL: 'HOST', showLink: true, topojsonURL: 'HOST/', showSendToCloud: true, editable: true },
    },
    {
      data: [
        { type: 'image', source: 'HOST/image.png' },
        { type: 'table', cells: { values: [[label]] } },
      ],
    },
    {
      data: [
        { type: 'pie', labels: [label], values: [1] },
        { type: 'sunburst', labels: [label], parents: [''] },
      ],
    },
    { data: [{ type: 'sankey', node: { label: [label, label] }, link: { source: [0], target: [1], value: [1] } }] },
    { data: [{ type: 'scattergeo', lon: [1], lat: [2], geojson: 'HOST/geo.json' }] },
    { data: [{ type: 'choroplethmap', geojson: 'HOST/geo.json', locations: ['a'], z: [1] }] },
    { data: [{ type: 'scattermapbox', lon: [1], lat: [2] }], layout: { mapbox: { style: 'HOST/style' } } },
    // Nothing lies over its points, so that the pointer finds them.
    { data: [{ ...trace, hovertemplate: label }], layout: { showlegend: false, hoverdistance: -1 } },
    { data: [trace], layout: JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') },
    // These would keep the page busy for good.
    { data: [trace], layout: { xaxis: { minor: { dtick: 1e-12, showgrid: true } } } },
    { data: [{ type: 'contour', z: [[0, 1]], ncontours: 1e9 }] },
  ];
  const texts = figures.map((figure) => JSON.stringify(figure).replaceAll('HOST', elsewhere.url));
  const page = await stage.openPage();
  await page.evaluate((given) => ((window as unknown as { given: unknown }).given = given), texts);
  const { id, dropped } = await logMedia(stage, page, ({ Plotly }: Spoor) =>
    Object.fromEntries(
      (window as unknown as { given: string[] }).given.map((text, place) => [`figure ${place}`, new Plotly(text)]),
    ),
  );
  expect(dropped).toEqual({});
  const shown = await openTab(stage, id, 'media', { viewport: { width: 1200, height: 2600 } });
  await expect(shown.page.locator('.plotly-chart .main-svg').first()).toBeVisible();
  await expect(shown.page.getByText('This figure is drawn on a map, which would come from elsewhere')).toHaveCount(3);
  await expect(shown.page.getByRole('button', { name: 'Draw the figure' })).toHaveCount(2);
  const name = await shown.page.title();
  const chart = shown.page.getByRole('region', { name: 'figure 7' }).locator('.plotly-chart');
  await chart.locator('.nsewdrag').first().hover();
  await expect(chart.locator('.hoverlayer .hovertext')).toContainText('far');
  await expectHarmless(shown, name);
  const strange = await shown.page
    .locator('.plotly-chart')
    .evaluateAll((charts) =>
      charts.flatMap((box) =>
        [
          ...box.querySelectorAll(
            'a[href], [*|href^="http"], script, iframe, [onload], [onerror], [data-title*="Studio"]',
          ),
        ]
          .filter((element) => element.localName !== 'img')
          .map((element) => element.outerHTML.slice(0, 200)),
      ),
    );
  expect(strange).toEqual([]);
  expect(await shown.page.evaluate(() => 'polluted' in {})).toBe(false);
});
