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
