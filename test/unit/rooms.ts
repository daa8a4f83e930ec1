/**
 * Who may import whom. Of each folder below src, a room: the rooms and packages that it imports; `~` before those of
 * which it takes types only. A sub-folder is a room of its own: what is not here is forbidden, also between rooms of
 * one house. A test fails when an import is not in the table, and when an arrow of the table is not used any more.
 */
export const ROOMS: Record<string, string> = {
  wire: 'wire/line wire/run',
  'wire/wandb': 'wire/line wire/run',
  'wire/run': 'wire/line',
  'wire/line': 'wire',
  values: 'thread wire',
  media: 'media/* ~values',
  'media/*': '~journal media media/* media/*/worker ~media/engine media/worker ~thread values wire',
  'media/*/engine': 'gifenc ~journal media/* media/*/engine media/engine mediabunny ~thread wire',
  'media/*/worker': '~comlink media/*/engine media/worker virtual:video-encoders',
  'media/engine': '~journal ~thread wire',
  'media/worker': 'comlink media/*/engine media/engine thread virtual:media-encoders wire',
  run: 'link run/observers run/page run/rows run/status thread values wire',
  'run/observers': '~run/rows wire',
  'run/page': '~run thread wire',
  'run/rows': 'link ~run ~run/status thread values wire',
  'run/status': '~run run/page ~thread values wire',
  link: 'comlink thread wire',
  thread: 'comlink virtual:engine wire',
  engine: '~backend backend/wandb comlink journal media/*/engine media/engine outbox thread wire',
  journal: 'idb wire',
  outbox: '~backend ~journal outbox/deliverables wire',
  'outbox/deliverables': '~backend ~journal outbox wire',
  backend: '~wire',
  'backend/wandb': '~backend ky wire wire/wandb',
  tfjs: '~run values wire',
  'service-worker': '~backend backend/wandb engine journal outbox run run/page thread values wire',
  '.': 'media/* run ~run/rows ~run/status ~values wire',
  server:
    '@hono/node-server commander node server/access server/alert-webhook server/archive server/export server/files server/http server/relay server/runs ~server/store/port server/store/sqlite server/trouble wire',
  'server/access': 'node server/files ~server/store/port server/trouble wire',
  'server/alert-webhook': 'node server/access ~server/runs ~server/store/port server/trouble wire',
  'server/archive':
    'commander node server/export server/files server/ingest server/runs ~server/store/port server/trouble wire wire/wandb',
  'server/artifacts': 'node server/files server/ingest ~server/store/port server/trouble',
  'server/export':
    '@bufbuild/protobuf cli-progress client-zip commander node server/files server/reading ~server/store/port server/store/sqlite wire wire/wandb',
  'server/files': 'hono node ~server/store/port server/trouble wire',
  'server/graphql':
    'graphql ~server server/access server/files server/graphql/artifacts server/graphql/runs server/graphql/sweeps server/ingest server/reading server/runs ~server/store/port server/trouble wire',
  'server/graphql/artifacts':
    'server/access server/artifacts server/files server/graphql server/graphql/runs server/runs ~server/store/port server/trouble wire',
  'server/graphql/runs':
    'node server/access server/graphql server/ingest server/reading server/runs server/store/port server/trouble wire wire/wandb',
  'server/graphql/sweeps':
    'node server/access server/graphql server/graphql/runs server/runs ~server/store/port server/sweeps server/trouble wire',
  'server/http':
    '~@hono/node-server content-disposition hono node ~server server/access server/archive server/artifacts server/export server/files server/graphql server/ingest server/reading server/runs ~server/store/port server/trouble wire wire/wandb',
  'server/ingest': 'node server/store/port valibot wire wire/wandb',
  'server/reading': 'node re2js server/ingest ~server/store/port server/trouble wire',
  'server/relay':
    '~backend backend/wandb node outbox server/access server/files server/ingest server/runs ~server/store/port wire',
  'server/runs': 'node server/files server/ingest server/reading ~server/store/port server/trouble wire wire/wandb',
  'server/store/port': '~wire',
  'server/store/sqlite': 'libsql node server/files server/ingest server/store/port server/trouble wire',
  'server/sweeps': 'node server/runs ~server/store/port server/trouble wire wire/wandb yaml',
  'server/trouble': 'node server/store/port wire',
  dashboard:
    'dashboard/format dashboard/projects dashboard/run dashboard/runs dashboard/shell dashboard/source dashboard/source/http dashboard/theme preact wouter-preact',
  'dashboard/alerts': 'dashboard/format dashboard/live dashboard/stored ~wire',
  'dashboard/artifacts': 'dashboard/format dashboard/shell dashboard/source preact',
  'dashboard/charts':
    'dashboard/charts/data dashboard/format dashboard/shell ~dashboard/source dashboard/stored dashboard/theme preact uplot wire',
  'dashboard/charts/data': '~dashboard/source preact wire',
  'dashboard/config': 'dashboard/format dashboard/shell ~dashboard/source preact wire',
  'dashboard/console': 'dashboard/format dashboard/shell preact ~wire',
  'dashboard/files': 'dashboard/format dashboard/shell dashboard/source preact',
  'dashboard/format': '~dashboard/source wire',
  'dashboard/live': 'dashboard/source preact',
  'dashboard/log': 'dashboard/format dashboard/live dashboard/run dashboard/source preact',
  'dashboard/media':
    'dashboard/format dashboard/media/* dashboard/rows dashboard/shell dashboard/source preact ~wire wouter-preact',
  'dashboard/media/*':
    '3dmol dashboard/charts dashboard/format dashboard/media/* dashboard/media/*/three dashboard/rows dashboard/shell dashboard/source dashboard/stored dashboard/theme diff dompurify marked plotly.js-strict-dist-min preact vega-embed vega-interpreter ~vega-lite wavesurfer.js wire',
  'dashboard/media/*/three': 'dashboard/format dashboard/media/* three',
  'dashboard/projects': 'dashboard/format dashboard/live dashboard/shell dashboard/source preact wire wouter-preact',
  'dashboard/rows': 'dashboard/charts dashboard/format dashboard/shell dashboard/source preact wire',
  'dashboard/run':
    'dashboard/alerts dashboard/artifacts dashboard/charts dashboard/charts/data dashboard/config dashboard/console dashboard/files dashboard/format dashboard/live dashboard/log dashboard/media dashboard/media/* dashboard/shell dashboard/source dashboard/system dashboard/theme preact wire wouter-preact',
  'dashboard/runs':
    'dashboard/alerts dashboard/charts dashboard/charts/data dashboard/format dashboard/live dashboard/media dashboard/projects dashboard/run dashboard/shell dashboard/source dashboard/stored dashboard/theme preact wire wouter-preact',
  'dashboard/shell':
    '@tanstack/virtual-core dashboard/format dashboard/live dashboard/source dashboard/theme preact wire wouter-preact',
  'dashboard/source': 'dashboard/format preact ~wire',
  'dashboard/source/http': 'dashboard/format ~dashboard/source wire wire/wandb',
  'dashboard/stored': 'preact',
  'dashboard/system': 'dashboard/charts ~dashboard/charts/data dashboard/shell dashboard/source preact',
  'dashboard/theme': 'preact',
};
