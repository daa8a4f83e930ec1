import { expect, it } from 'vitest';
import { typeJson } from '../../../../src/media/table/column-type';

const optional = (type: object) => ({ wb_type: 'union', params: { allowed_types: [{ wb_type: 'none' }, type] } });

// The names that W&B's Python client 0.31 registers.
it.each([
  ['number', { wb_type: 'number' }],
  ['timestamp', { wb_type: 'timestamp' }],
  ['none', { wb_type: 'unknown' }],
  ['object', { wb_type: 'any' }],
  ['media image', { wb_type: 'image-file' }],
  ['media object3D', { wb_type: 'object3D-file' }],
  ['media markdown', { wb_type: 'any' }],
  ['media molecule', { wb_type: 'any' }],
  ['list of string', { wb_type: 'list', params: { element_type: optional({ wb_type: 'string' }) } }],
  ['list of mixed values', { wb_type: 'list', params: { element_type: optional({ wb_type: 'any' }) } }],
])('%s is that or null', (type, plain) => expect(typeJson(type)).toEqual(optional(plain)));
