/**
 * Who may import whom. Of each folder below src, a room: the rooms and packages that it imports; `~` before those of
 * which it takes types only. A sub-folder is a room of its own: what is not here is forbidden, also between rooms of
 * one house. A test fails when an import is not in the table, and when an arrow of the table is not used any more.
 */
export const ROOMS: Record<string, string> = {
  wire: 'wire/line wire/run',
  'wire/run': 'wire/line',
  'wire/line': 'wire',
  values: 'thread wire',
  run: 'link run/observers run/page run/rows run/status thread values wire',
  'run/observers': '~run/rows wire',
  'run/page': '~run thread wire',
  'run/rows': 'link ~run ~run/status thread values wire',
  'run/status': '~run run/page ~thread values wire',
  link: 'comlink thread wire',
  thread: 'comlink virtual:engine wire',
  engine: '~backend backend/wandb comlink journal outbox thread wire',
  journal: 'idb wire',
  outbox: '~backend ~journal wire',
  backend: '~wire',
  'backend/wandb': '~backend ky wire',
  tfjs: '~run values wire',
  'service-worker': 'backend/wandb engine journal outbox run run/page thread values wire',
  '.': 'run ~run/rows ~run/status ~thread values wire',
  server:
    '@hono/node-server commander node server/access server/alert-webhook server/archive server/export server/files server/http server/relay server/runs ~server/store/port server/store/sqlite server/trouble wire',
  'server/access': 'node server/files ~server/store/port server/trouble wire',
  'server/alert-webhook': 'node ~server ~server/store/port server/trouble wire',
  'server/archive':
    'commander node server/export server/files server/ingest server/runs ~server/store/port server/store/sqlite server/trouble wire',
  'server/artifacts': 'node ~server/files server/ingest ~server/store/port server/trouble wire',
  'server/export':
    '@bufbuild/protobuf cli-progress client-zip commander node server/files server/reading ~server/store/port server/store/sqlite wire',
  'server/files': 'node server/artifacts ~server/store/port server/trouble wire',
  'server/graphql':
    'graphql ~server server/access server/files server/graphql/artifacts server/graphql/runs server/graphql/sweeps server/ingest server/reading ~server/store/port server/trouble wire',
  'server/graphql/artifacts':
    'server/access server/artifacts server/files server/graphql server/graphql/runs ~server/store/port server/trouble wire',
  'server/graphql/runs':
    'node server/access server/files server/graphql server/ingest server/reading server/runs server/store/port server/trouble wire',
  'server/graphql/sweeps':
    'node server/access server/graphql server/graphql/runs server/ingest server/runs ~server/store/port server/sweeps server/trouble wire',
  'server/http':
    '~@hono/node-server hono node ~server server/access server/archive server/artifacts server/export server/files server/graphql server/ingest server/reading ~server/store/port server/trouble wire',
  'server/ingest': 'node server/reading wire',
  'server/reading': 'node re2js server/ingest ~server/store/port server/trouble wire',
  'server/relay':
    '~backend backend/wandb node outbox ~server ~server/access server/files server/runs ~server/store/port wire',
  'server/runs': 'node server/ingest server/reading ~server/store/port wire',
  'server/store/port': '~server/artifacts ~wire',
  'server/store/sqlite':
    'libsql node ~server/artifacts server/files server/ingest server/runs server/store/port server/trouble wire',
  'server/sweeps': 'node server/runs ~server/store/port server/trouble wire yaml',
  'server/trouble': 'node wire',
  dashboard:
    'dashboard/format dashboard/projects dashboard/run dashboard/runs dashboard/shell dashboard/theme preact wouter-preact',
  'dashboard/alerts': 'dashboard/format dashboard/live dashboard/settings ~wire',
  'dashboard/api': 'dashboard/format preact wire',
  'dashboard/artifacts': 'dashboard/api dashboard/format dashboard/shell preact',
  'dashboard/charts':
    'dashboard/api dashboard/charts/data dashboard/format dashboard/settings dashboard/shell dashboard/theme preact uplot wire',
  'dashboard/charts/data': 'dashboard/api ~dashboard/charts ~dashboard/format preact ~uplot wire',
  'dashboard/config': '~dashboard/api dashboard/format dashboard/shell preact wire',
  'dashboard/console': 'dashboard/api dashboard/format dashboard/shell preact ~wire',
  'dashboard/files': 'dashboard/api dashboard/format dashboard/shell preact',
  'dashboard/format': 'wire',
  'dashboard/histograms': 'dashboard/charts dashboard/format dashboard/rows dashboard/theme preact ~wire',
  'dashboard/images': 'dashboard/format dashboard/rows preact ~wire',
  'dashboard/live': 'preact wire',
  'dashboard/log': 'dashboard/api dashboard/format dashboard/live dashboard/run preact',
  'dashboard/projects': 'dashboard/api dashboard/format dashboard/live dashboard/shell preact wire wouter-preact',
  'dashboard/rows': 'dashboard/api dashboard/charts dashboard/format preact ~wire',
  'dashboard/run':
    'dashboard/alerts dashboard/api dashboard/artifacts dashboard/charts dashboard/charts/data dashboard/config dashboard/console dashboard/files dashboard/format dashboard/histograms dashboard/images dashboard/live dashboard/log dashboard/rows dashboard/shell dashboard/system dashboard/text dashboard/theme preact wire wouter-preact',
  'dashboard/runs':
    'dashboard/alerts dashboard/api dashboard/charts dashboard/charts/data dashboard/format dashboard/live dashboard/projects dashboard/run dashboard/settings dashboard/shell dashboard/theme preact wire wouter-preact',
  'dashboard/settings': 'preact',
  'dashboard/shell': 'dashboard/api dashboard/live dashboard/theme preact wire wouter-preact',
  'dashboard/system': 'dashboard/api dashboard/charts ~dashboard/charts/data ~dashboard/format dashboard/shell preact',
  'dashboard/text': '~dashboard/format dashboard/rows preact',
  'dashboard/theme': 'preact',
};
